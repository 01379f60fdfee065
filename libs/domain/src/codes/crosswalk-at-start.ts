import type { CodeRow, CrosswalkRow } from './code-book-in-memory';
import { crosswalkContent, NationalTargets } from './crosswalk-targets';

/** What of the folder's crosswalk a start may take into use, where no accounts decide, and what waits for a person. */
export interface CrosswalkAtStart {
  /** What is in use after it. A code of which one row waits stays whole as it was: half a split would be a wrong target. */
  readonly rows: readonly CrosswalkRow[];
  /** New rows that name a parent agency: only a named person brings them in (ADR 0026). */
  readonly parents: readonly CrosswalkRow[];
  /** New rows whose target its list does not have in their days. */
  readonly strangers: readonly CrosswalkRow[];
  /** Rows in use already whose target its list does not have in their days: records that need them wait. */
  readonly astray: readonly CrosswalkRow[];
}

export interface FolderAndUse {
  readonly folder: readonly CrosswalkRow[];
  readonly inUse: readonly CrosswalkRow[];
  readonly codes: readonly CodeRow[];
}

/** A restart approves no parent agency, and takes no target of which it is known that it is none. */
export function crosswalkAtStart({ folder, inUse, codes }: FolderAndUse): CrosswalkAtStart {
  const targets = new NationalTargets(codes);
  const isStranger = (row: CrosswalkRow): boolean => targets.standingOf(row) === 'not-national';
  const fresh = missingFrom(inUse, folder);
  const parents = fresh.filter((row) => row.parentNote !== undefined);
  const strangers = fresh.filter((row) => row.parentNote === undefined && isStranger(row));
  const waiting = new Set([...parents, ...strangers].map(codeOf));
  const waits = (row: CrosswalkRow): boolean => waiting.has(codeOf(row));
  const rows = [...folder.filter((row) => !waits(row)), ...inUse.filter(waits)];
  const before = new Set(inUse.map(crosswalkContent));
  const astray = rows.filter((row) => before.has(crosswalkContent(row)) && isStranger(row));
  return { rows, parents, strangers, astray };
}

/** Rows of the second that the first does not have. */
export function missingFrom<Row extends CrosswalkRow>(
  first: readonly CrosswalkRow[],
  second: readonly Row[],
): readonly Row[] {
  const known = new Set(first.map(crosswalkContent));
  return second.filter((row) => !known.has(crosswalkContent(row)));
}

function codeOf({ sourceId, list, localCode }: CrosswalkRow): string {
  return JSON.stringify([sourceId, list, localCode]);
}
