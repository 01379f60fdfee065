import type { Codes } from './codes';
import { compareCase } from './compare-case';
import { compareClasses, compareSummary, countExpected, type Counts } from './compare-classes';
import type { Difference } from './difference';
import { expectedCase, type ExpectedCase } from './expected-bodies';
import { expectedRecord, type ExpectedRecord } from './expected-class';
import { referenceIn, sortLedger, type FarSide } from './far-cases';
import { memberText, type LedgerEntry } from './ledger';
import type { LocalCase } from './local-case';
import { referenceFor } from './reference';
import { leaksOf, numbersAnywhere } from './secrecy';

/** One local system with its own codes and its list of rows that must not arrive. */
export interface CheckedSource {
  readonly cases: readonly LocalCase[];
  readonly codes: Codes;
  readonly listed: ReadonlyMap<string, ExpectedRecord>;
}

export interface CheckInput {
  readonly sources: readonly CheckedSource[];
  readonly ledger: readonly LedgerEntry[];
  /** Last line of `npm start -- --once --json`. */
  readonly summary?: Readonly<Record<string, unknown>> | undefined;
  /** Where the gateway says every record stands. */
  readonly classes?: ReadonlyMap<string, ExpectedRecord> | undefined;
}

export interface CheckResult {
  readonly differences: readonly Difference[];
  readonly counts: Counts;
  readonly ledgerEntries: number;
  readonly comparedCases: number;
}

/**
 * Compares the far side's ledger with what the local systems say must stand there, case by case, step by step and
 * field by field. Knows nothing of the gateway: it reads the rows, the crosswalks and the ledger.
 */
export function checkLedger(input: CheckInput): CheckResult {
  const records = new Map<string, ExpectedRecord>();
  // Two systems may use the same key: with several, the source's id stands before it.
  const several = input.sources.length > 1;
  const expected = input.sources.flatMap((source) => expectedOf(source, records, several));
  const far = sortLedger(input.ledger);
  const counts = countExpected(records, expected);
  const denunciations = input.sources.flatMap(({ cases }) => cases.filter(({ kind }) => kind === 'TC'));
  const differences = [
    ...expected.flatMap((one) => compareCase(one, far.cases.get(one.reference))),
    ...expected
      .filter(({ local }) => local.kind === 'TC')
      .flatMap((one) => leaksOf(one.local, far.cases.get(one.reference)?.entries ?? [])),
    ...numbersAnywhere(denunciations, input.ledger),
    ...unaccounted(far, expected, input.sources),
    ...(input.classes === undefined ? [] : compareClasses(records, input.classes)),
    ...(input.summary === undefined ? [] : compareSummary(counts, input.summary)),
  ];
  return { differences, counts, ledgerEntries: input.ledger.length, comparedCases: expected.length };
}

function expectedOf(
  { cases, codes, listed }: CheckedSource,
  records: Map<string, ExpectedRecord>,
  prefixed: boolean,
): ExpectedCase[] {
  return cases.flatMap((local) => {
    const listing = listed.get(local.key);
    const settled = listing !== undefined && listing.class !== 'waiting';
    const direction = settled ? '' : codes.national(13, local.handling?.direction ?? '', local.received);
    const record = expectedRecord(local, listing, direction);
    records.set(prefixed ? `${codes.source}/${local.key}` : local.key, record);
    return record.class === 'confirmed' ? [expectedCase(local, referenceOfCase(local, codes), codes)] : [];
  });
}

function referenceOfCase(local: LocalCase, codes: Codes): string {
  const agencyId = codes.agencyId(codes.national(2, local.agency, local.received));
  if (agencyId === undefined)
    throw new Error(`${local.key}: receiving agency ${local.agency} is not declared`);
  const { id, prefix } = codes.province;
  return referenceFor({ prefix, province: id, source: codes.source, key: local.key, agencyId });
}

/** Whatever the far side took, or refused, that no row accounts for. */
function unaccounted(
  far: FarSide,
  expected: readonly ExpectedCase[],
  sources: readonly CheckedSource[],
): Difference[] {
  const known = new Set(expected.map(({ reference }) => reference));
  const keys = keysByReference(sources);
  const extra = [...far.cases.values()]
    .filter(({ reference }) => !known.has(reference))
    .map(({ reference, entries }) => ({
      key: keys.get(reference) ?? reference,
      step: entries[0]?.method ?? '',
      field: 'entry',
      expected: 'nothing',
      found: `${entries.length} entries`,
    }));
  const stray = far.stray.map((entry) => ({
    key: memberText(entry.body, 'Id') || `seq ${entry.seq}`,
    step: entry.method,
    field: 'reference',
    expected: 'a record of a local row',
    found: 'none',
  }));
  const refused = far.refused.map((entry) => ({
    key: keys.get(referenceIn(entry) ?? '') ?? `seq ${entry.seq}`,
    step: entry.method,
    field: 'decision',
    expected: 'accepted',
    found: 'refused',
  }));
  return [...extra, ...stray, ...refused];
}

/** References that rows would have, for naming those that must not have arrived. */
function keysByReference(sources: readonly CheckedSource[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { cases, codes } of sources) {
    for (const local of cases) {
      try {
        keys.set(referenceOfCase(local, codes), local.key);
      } catch {
        // A row without a known receiving agency has no reference to be found under.
      }
    }
  }
  return keys;
}
