import { canonicalJson, type RawRecord, type RawRow, type RawValue, type SaidDigests } from '@kntc/domain';
import { DUPLICATE_KEY } from '../connector';
import type { SqlResult, SqlValue } from './dialect';

/** Name under which a query delivers the key a row belongs to; no column of a source can have it. */
export const KEY_COLUMN = '$key';

/** Name under which a query delivers what the source says of a row. */
export const DIGEST_COLUMN = '$digest';

interface KeyedRow {
  readonly key: string;
  /** Absent: the query does not deliver it. */
  readonly said?: string | null | undefined;
  readonly row: RawRow;
}

/** Rows with their key apart; of columns with the same name the last one stays. */
export function keyedRows({ columns, rows }: SqlResult): readonly KeyedRow[] {
  const keyIndex = columns.indexOf(KEY_COLUMN);
  const digestIndex = columns.indexOf(DIGEST_COLUMN);
  const own = new Set([keyIndex, digestIndex]);
  const members = columns.flatMap((column, index) => (own.has(index) ? [] : [{ column, index }]));
  // Copied for every row, so that all rows have one shape in memory and a column named `__proto__` is a column.
  const blank: Readonly<Record<string, RawValue>> = Object.fromEntries(
    members.map(({ column }) => [column, null]),
  );
  return rows.map((values) => {
    const row: Record<string, RawValue> = { ...blank };
    for (const { column, index } of members) row[column] = values[index] ?? null;
    const key = String(values[keyIndex]);
    return digestIndex < 0 ? { key, row } : { key, row, said: textOrNull(values[digestIndex]) };
  });
}

function textOrNull(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** What the source says of every row, by key. */
export function saidByKey(rows: readonly KeyedRow[]): readonly (readonly [string, SaidDigests])[] {
  const said = new Map<string, (string | null)[]>();
  for (const { key, said: one = null } of rows) said.set(key, [...(said.get(key) ?? []), one]);
  return [...said];
}

/** Rows by key, in the order in which they came. */
export function byKey(rows: readonly KeyedRow[]): ReadonlyMap<string, readonly RawRow[]> {
  const groups = new Map<string, RawRow[]>();
  for (const { key, row } of rows) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Puts records together in the order of `keys`; a key whose row went away meanwhile gives no record. */
export function assemble(
  keys: readonly string[],
  main: ReadonlyMap<string, readonly RawRow[]>,
  children: ReadonlyMap<string, ReadonlyMap<string, readonly RawRow[]>>,
): readonly RawRecord[] {
  return keys.flatMap((key) => {
    const row = oneRow(main.get(key) ?? []);
    if (row === undefined) return [];
    const collections = [...children].map(([name, rows]) => [name, rows.get(key) ?? []] as const);
    return [{ localKey: key, row, children: Object.fromEntries(collections) }];
  });
}

/**
 * The row of a key. Equal rows are one row (a join that multiplies); different ones are a key that names two
 * things: the first in a fixed order stands, marked, so that the record is judged the same way every time.
 */
function oneRow(rows: readonly RawRow[]): RawRow | undefined {
  const [first] = rows;
  if (rows.length <= 1 || first === undefined) return first;
  const sorted = [...new Map(rows.map((row) => [textOf(row), row]))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const row = sorted[0]?.[1] ?? first;
  return sorted.length === 1 ? row : { ...row, [DUPLICATE_KEY]: true };
}

/** Without an order of its own a child collection gets one by content: digests must not depend on the server's mood. */
export function inFixedOrder(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  return rows
    .map((keyed) => ({ keyed, text: textOf(keyed.row) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ keyed }) => keyed);
}

function textOf(row: RawRow): string {
  const printable = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  ]);
  return canonicalJson(printable);
}

/** Approximate size of rows in memory, in bytes. */
export function sizeOf(rows: readonly KeyedRow[]): number {
  let bytes = 0;
  for (const { row } of rows)
    for (const value of Object.values(row))
      bytes += typeof value === 'string' ? 2 * value.length : ((value as Uint8Array | null)?.length ?? 0);
  return bytes;
}
