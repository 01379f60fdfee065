import { isRefused, memberText, UPDATE_METHODS, type LedgerEntry } from './ledger';
import { referenceOfText } from './reference';

/** Everything the far side accepted for one of its records. */
export interface FarCase {
  readonly reference: string;
  readonly caseIds: ReadonlySet<string>;
  readonly entries: readonly LedgerEntry[];
}

export interface FarSide {
  /** By reference. */
  readonly cases: ReadonlyMap<string, FarCase>;
  readonly refused: readonly LedgerEntry[];
  /** Updates that belong to no record with a reference. */
  readonly stray: readonly LedgerEntry[];
}

/** Sorts the ledger by record: creates carry the reference in their text, later steps the id the create got. */
export function sortLedger(entries: readonly LedgerEntry[]): FarSide {
  const updates = entries.filter((entry) => (UPDATE_METHODS as readonly string[]).includes(entry.method));
  const references = referencesById(updates);
  const cases = new Map<string, { reference: string; caseIds: Set<string>; entries: LedgerEntry[] }>();
  const stray: LedgerEntry[] = [];
  for (const entry of updates.filter((one) => !isRefused(one))) {
    const id = caseIdOf(entry);
    const reference = referenceIn(entry) ?? references.get(id);
    if (reference === undefined) {
      stray.push(entry);
      continue;
    }
    const found = cases.get(reference) ?? { reference, caseIds: new Set(), entries: [] };
    found.caseIds.add(id);
    found.entries.push(entry);
    cases.set(reference, found);
  }
  return { cases, refused: updates.filter(isRefused), stray };
}

function referencesById(updates: readonly LedgerEntry[]): Map<string, string> {
  const references = new Map<string, string>();
  for (const entry of updates) {
    const reference = referenceIn(entry);
    if (reference !== undefined && !isRefused(entry)) references.set(caseIdOf(entry), reference);
  }
  return references;
}

export function referenceIn(entry: LedgerEntry): string | undefined {
  return referenceOfText(memberText(entry.body, 'NoiDungDon'));
}

/** Record an entry belongs to: what the far side answered for step 1, what we addressed for the others. */
function caseIdOf(entry: LedgerEntry): string {
  if (entry.method === 'CapNhatVuViec') return entry.caseId ?? entry.id ?? '';
  return memberText(entry.body, 'Id');
}

/** The last accepted body of each thing `keyOf` tells apart. */
export function lastOfEach(
  entries: readonly LedgerEntry[],
  method: string,
  keyOf: (entry: LedgerEntry) => string,
): Map<string, LedgerEntry> {
  return new Map(entries.filter((entry) => entry.method === method).map((entry) => [keyOf(entry), entry]));
}
