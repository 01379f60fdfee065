import { fold, type RawRow, type RawValue } from '@kntc/domain';

/** Longest text that conditions and value maps look at; what is longer is no code. */
const MAX_COMPARED = 10_000;
/** Characters of the shortest text that {@link MIDNIGHT} can match. */
const TIMESTAMP = 19;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[ T]00:00:00(?:\.0+)?$/;

/** Text of a raw value; bytes read as UTF-8 (broken bytes become U+FFFD, which is suspect later). */
export function textOf(value: RawValue): string | undefined {
  if (value === null) return undefined;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}

/**
 * Value of a column, `undefined` when it means nothing: NULL, blank, one of `nulls` (also as a timestamp at
 * midnight). A column that a stored record does not have means nothing too.
 */
export function cell(row: RawRow, column: string, nulls: ReadonlySet<string>): RawValue | undefined {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return value.length === 0 ? undefined : value;
  const text = String(value).trim();
  if (text === '' || nulls.has(text)) return undefined;
  const day = text.length < TIMESTAMP ? undefined : MIDNIGHT.exec(text)?.[1];
  return day !== undefined && nulls.has(day) ? undefined : value;
}

/** Whether an expression's own words say that a value means nothing. */
export function meansNothing(
  value: RawValue,
  {
    nulls,
    nullsMatching,
  }: {
    readonly nulls?: ReadonlySet<string> | undefined;
    readonly nullsMatching?: RegExp | undefined;
  },
): boolean {
  if ((nulls === undefined && nullsMatching === undefined) || value instanceof Uint8Array) return false;
  const text = String(value).trim();
  if (nulls?.has(text) === true || nullsMatching?.test(text.slice(0, MAX_COMPARED)) === true) return true;
  const day = MIDNIGHT.exec(text)?.[1];
  return day !== undefined && nulls?.has(day) === true;
}

/** Folded text of a column for comparing, `undefined` when the column means nothing. */
export function foldedCell(row: RawRow, column: string, nulls: ReadonlySet<string>): string | undefined {
  const value = cell(row, column, nulls);
  return value === undefined ? undefined : foldedText(textOf(value) ?? '');
}

export function foldedText(text: string): string {
  return fold(text.slice(0, MAX_COMPARED));
}

/** Trimmed text of a column for patterns. */
export function comparedCell(row: RawRow, column: string, nulls: ReadonlySet<string>): string | undefined {
  const value = cell(row, column, nulls);
  return value === undefined ? undefined : (textOf(value) ?? '').trim().slice(0, MAX_COMPARED);
}
