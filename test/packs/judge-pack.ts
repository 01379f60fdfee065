import type { Client } from 'pg';
import type { LedgerEntry } from '../journey/far-side';
import type { PackRoad } from './pack-road';

/** What has to come of one key of a source. */
export interface ExpectedRow {
  readonly source: string;
  readonly key: string;
  readonly class: string;
  /** Reason or hold code; empty where none is due. */
  readonly reason: string;
  /** National methods, each time one was accepted, in the order of the ledger. */
  readonly steps: readonly string[];
  /** The other one of two equal rows: either of the pair may be the one that is held. */
  readonly duplicateOf?: string | undefined;
  /** Steps of a duplicate that turns out to be the first of its pair; missing = those of the other one. */
  readonly stepsIfFirst?: readonly string[] | undefined;
}

interface Standing {
  readonly class: string | null;
  readonly code: string | null;
  readonly reference: string | null;
}

/** Every difference between what had to come of the rows and what the gateway and the ledger say, one line each. */
export async function differences(
  road: PackRoad,
  expected: readonly ExpectedRow[],
): Promise<readonly string[]> {
  const standings = await standingsOf(road.own);
  const steps = stepsByReference(await road.far.ledger());
  const actualOf = (source: string, key: string): string => {
    const { class: cls, code, reference } = standings.get(`${source}/${key}`) ?? {};
    return shown(cls ?? 'unaccounted', code ?? '', steps.get(reference ?? '') ?? []);
  };
  const expectedOf = (row: ExpectedRow): string => shown(row.class, row.reason, row.steps);
  const byKey = new Map(expected.map((row) => [`${row.source}/${row.key}`, row]));
  const swapped = swappedPairs(expected, actualOf);
  return expected.flatMap((row) => {
    const twin = swapped.get(`${row.source}/${row.key}`);
    const instead = twin === undefined ? undefined : byKey.get(twin);
    const wanted = expectedOf(
      instead === undefined ? row : { ...instead, steps: row.stepsIfFirst ?? instead.steps },
    );
    const actual = actualOf(row.source, row.key);
    return actual === wanted ? [] : [`${row.source}/${row.key}: ${actual}, expected ${wanted}`];
  });
}

/** Share of the rows that went through to the far side without anybody's help. */
export function straightThrough(expected: readonly ExpectedRow[]): number {
  return expected.filter((row) => row.class === 'confirmed').length / expected.length;
}

/** Pairs in which the row that was thought to be the first is the one that is held. */
function swappedPairs(
  expected: readonly ExpectedRow[],
  actualOf: (source: string, key: string) => string,
): ReadonlyMap<string, string> {
  const swapped = new Map<string, string>();
  for (const { source, key, duplicateOf } of expected) {
    if (duplicateOf === undefined || actualOf(source, key).startsWith('held')) continue;
    swapped.set(`${source}/${key}`, `${source}/${duplicateOf}`);
    swapped.set(`${source}/${duplicateOf}`, `${source}/${key}`);
  }
  return swapped;
}

function shown(cls: string, reason: string, steps: readonly string[]): string {
  return `${cls} ${reason} [${steps.join(';')}]`;
}

async function standingsOf(own: Client): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await own.query<Standing & { readonly name: string }>(
    `select source_id || '/' || local_key as name, class, coalesce(hold_code, reasons -> 0 ->> 'code') as code, reference
     from record_standing`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function stepsByReference(ledger: readonly LedgerEntry[]): ReadonlyMap<string, readonly string[]> {
  const byCase = new Map<string | null, string>();
  const steps = new Map<string, string[]>();
  for (const { decision, reference, caseId, method } of ledger) {
    if (decision === 'refused') continue;
    const name = reference ?? byCase.get(caseId) ?? '';
    byCase.set(caseId, name);
    steps.set(name, [...(steps.get(name) ?? []), method]);
  }
  return steps;
}

/** Runs the road to its end, and says what does not stand as the data say: rows, accounting, the end itself. */
export async function runToItsEnd(
  road: PackRoad,
  expected: readonly ExpectedRow[],
): Promise<readonly unknown[]> {
  const { converged, why, summary } = await road.converge();
  const { read, unaccounted } = summary;
  const wrong: unknown[] = [...(await differences(road, expected))];
  if (!converged) wrong.push({ why });
  if (read !== expected.length || unaccounted !== 0) wrong.push({ read, unaccounted });
  return wrong;
}
