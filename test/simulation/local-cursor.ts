import type { SourcePage } from '@kntc/domain';
import { toRaw } from './local-mapping';
import { OVERLAP_MS, type LocalVersion } from './local-version';

/** Few, so that readings have several pages. */
const PAGE = 9;

/** Where a reading stands, as the SQL connector has it (`libs/sources/src/sql/cursor.ts`). */
interface Cursor {
  /** Highest stamp that was read. */
  readonly high: number;
  readonly fullAtMs: number;
  /** Set within a reading: continues behind this row. */
  readonly after?: { readonly atMs: number; readonly key: string } | undefined;
  readonly isFull?: boolean | undefined;
  readonly wentBack?: true | undefined;
  /** It fell by so little that not everything was read: what the next pass over everything finds changed is doubtful. */
  readonly owesDoubt?: true | undefined;
}

/** What a source shows, and when. */
export interface SourceNow {
  readonly rows: readonly LocalVersion[];
  readonly nowMs: number;
}

export interface ReadingHabits {
  readonly overlapMs: number;
  readonly rescanMs: number | undefined;
}

/** The next page in the order of the stamps; a source whose highest stamp fell says that it went back. */
export function readPage(now: SourceNow, text: string | undefined, habits: ReadingHabits): SourcePage {
  const first: Cursor = { high: -OVERLAP_MS, fullAtMs: now.nowMs };
  const stored = text === undefined ? first : (JSON.parse(text) as Cursor);
  const cursor = stored.after === undefined ? begun(stored, now, habits) : stored;
  const rows = now.rows
    .filter((row) => isWanted(row, cursor, habits))
    .toSorted((one, other) => one.stampedAtMs - other.stampedAtMs || (one.key < other.key ? -1 : 1));
  const page = rows.slice(0, PAGE);
  const exhausted = page.length === rows.length;
  const next = after(cursor, page.at(-1), exhausted);
  return { records: page.map(toRaw), cursor: JSON.stringify(next), exhausted, isWentBack: cursor.wentBack };
}

function begun(
  { high, fullAtMs, owesDoubt }: Cursor,
  { rows, nowMs }: SourceNow,
  habits: ReadingHabits,
): Cursor {
  const ceiling = Math.max(...rows.map(({ stampedAtMs }) => stampedAtMs));
  const isFallen = rows.length > 0 && ceiling < high;
  if (isFallen && ceiling < high - habits.overlapMs)
    return { high: ceiling, fullAtMs: nowMs, isFull: true, wentBack: true };
  const wentBack = isFallen || undefined;
  return habits.rescanMs !== undefined && nowMs - fullAtMs >= habits.rescanMs
    ? { high, fullAtMs: nowMs, isFull: true, wentBack: wentBack ?? owesDoubt }
    : { high: isFallen ? ceiling : high, fullAtMs, wentBack, owesDoubt: wentBack ?? owesDoubt };
}

function isWanted({ stampedAtMs, key }: LocalVersion, cursor: Cursor, { overlapMs }: ReadingHabits): boolean {
  const { after: last, isFull, high } = cursor;
  if (last !== undefined) return stampedAtMs > last.atMs || (stampedAtMs === last.atMs && key > last.key);
  return isFull === true || stampedAtMs >= high - overlapMs;
}

function after(cursor: Cursor, last: LocalVersion | undefined, exhausted: boolean): Cursor {
  const high = cursor.isFull === true || last === undefined ? cursor.high : last.stampedAtMs;
  if (exhausted || last === undefined)
    return { high, fullAtMs: cursor.fullAtMs, owesDoubt: cursor.owesDoubt };
  return { ...cursor, high, after: { atMs: last.stampedAtMs, key: last.key } };
}
