import { fold } from '@kntc/domain';
import { nearest } from '../../definition/problems';
import type { SheetColumn, SheetLayout } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import type { MergedArea, SheetRow, TableFile } from '../rows';

/** Where the wanted table lies in one file. */
export interface FoundTable {
  readonly sheet: number;
  readonly sheetName: string;
  /** Last header row; data begin below. */
  readonly headerEnd: number;
  /** 1-based position by column name. */
  readonly positions: ReadonlyMap<string, number>;
  readonly merged: readonly MergedArea[];
  /** Header texts that no column of the layout reads. */
  readonly unread: readonly string[];
}

const LOOKED_AT_ROWS = 60;
const MAX_LEVELS = 3;
const MAX_SHEETS = 50;
const SHOWN_TITLES = 15;

/**
 * Finds sheet, header rows and column positions. Anything that is not exactly as the layout says ends the file:
 * a column read from the wrong place would be wrong in every row.
 * @throws FileRefused
 */
export async function findTable(file: TableFile, layout: SheetLayout): Promise<FoundTable> {
  const candidates = candidateSheets(file, layout);
  const found: FoundTable[] = [];
  let firstRefusal: FileRefused | undefined;
  for (const sheet of candidates) {
    try {
      found.push(await tableIn(file, sheet, layout));
    } catch (err) {
      if (!(err instanceof FileRefused)) throw err;
      firstRefusal ??= err;
    }
    // By position any sheet would do: then the first one is meant.
    if (layout.columns.every(({ header }) => header === undefined)) break;
  }
  const [only, second] = found;
  if (only === undefined) throw firstRefusal ?? new FileRefused('SHEET_MISSING', 'tệp không có trang nào');
  if (second !== undefined)
    throw new FileRefused('SHEET_AMBIGUOUS', found.map(({ sheetName }) => `«${sheetName}»`).join(', '));
  return only;
}

function candidateSheets({ sheets }: TableFile, { sheet }: SheetLayout): readonly number[] {
  if (sheet === undefined)
    return sheets.flatMap(({ visible }, index) => (visible ? [index] : [])).slice(0, MAX_SHEETS);
  if (typeof sheet === 'number' && sheet <= sheets.length) return [sheet - 1];
  const index = sheets.findIndex(({ name }) => fold(name) === fold(String(sheet)));
  if (index >= 0) return [index];
  // A text file is one sheet without a name.
  if (sheets.length === 1 && sheets[0]?.name === 'CSV') return [0];
  const names = sheets.map(({ name }) => `«${name}»`).join(', ');
  throw new FileRefused('SHEET_MISSING', `«${sheet}»; tệp có ${names}`);
}

async function tableIn(file: TableFile, sheet: number, layout: SheetLayout): Promise<FoundTable> {
  const rows = await firstRows(file, sheet);
  if (rows.length === 0) throw new FileRefused('EMPTY');
  const merged = await file.merged(sheet);
  const grid = headerGrid(rows, merged);
  const { last, headers } =
    layout.headerRows === undefined ? search(grid, layout) : given(grid, layout.headerRows);
  const positions = positionsIn(headers, layout);
  const read = new Set(positions.values());
  const unread = [...headers].flatMap(([position, header]) => (read.has(position) ? [] : [header]));
  const sheetName = file.sheets[sheet]?.name ?? '';
  return { sheet, sheetName, headerEnd: last, positions, merged, unread };
}

async function firstRows(file: TableFile, sheet: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of file.rows(sheet)) {
    rows.push(...batch);
    if ((rows.at(-1)?.number ?? 0) >= LOOKED_AT_ROWS) break;
  }
  return rows.filter(({ number }) => number <= LOOKED_AT_ROWS);
}

/** Texts of the first rows with merged areas filled: row → position → text. */
type Grid = ReadonlyMap<number, ReadonlyMap<number, string>>;

function headerGrid(rows: readonly SheetRow[], merged: readonly MergedArea[]): Grid {
  const grid = new Map<number, Map<number, string>>();
  const put = (row: number, position: number, text: string): void => {
    const cells = grid.get(row) ?? new Map<number, string>();
    grid.set(row, cells.set(position, text));
  };
  for (const { number, cells } of rows)
    cells.forEach((text, index) => {
      if (text !== undefined) put(number, index + 1, text);
    });
  for (const { top, left, bottom, right } of merged) {
    const text = grid.get(top)?.get(left);
    if (text === undefined || right - left > 200) continue;
    for (let row = top; row <= Math.min(bottom, LOOKED_AT_ROWS); row += 1)
      for (let position = left; position <= right; position += 1) put(row, position, text);
  }
  return grid;
}

interface Header {
  readonly last: number;
  /** Text by position, levels joined. */
  readonly headers: ReadonlyMap<number, string>;
}

function given(grid: Grid, { first, last }: { readonly first: number; readonly last: number }): Header {
  return { last, headers: joined(grid, first, last) };
}

/** The first rows, and as few of them as possible, that carry every header text of the layout. */
function search(grid: Grid, layout: SheetLayout): Header {
  let best: { readonly header: Header; readonly hits: number } | undefined;
  for (const first of [...grid.keys()].toSorted((a, b) => a - b)) {
    for (let last = first; last < first + MAX_LEVELS; last += 1) {
      const header = given(grid, { first, last });
      const hits = layout.columns.filter((column) => matches(header.headers, column).length > 0).length;
      if (hits === layout.columns.length) return header;
      if (hits > (best?.hits ?? -1)) best = { header, hits };
    }
  }
  if (best === undefined) throw new FileRefused('EMPTY');
  return best.header;
}

/** One header text per position: the levels from top to bottom, repeated texts (a merged area) once. */
function joined(grid: Grid, first: number, last: number): ReadonlyMap<number, string> {
  const levels = new Map<number, string[]>();
  for (let row = first; row <= last; row += 1)
    for (const [position, raw] of grid.get(row) ?? []) {
      const text = raw.replace(/\s+/g, ' ').trim();
      const above = levels.get(position) ?? [];
      if (text !== '' && above.at(-1) !== text) levels.set(position, [...above, text]);
    }
  return new Map([...levels].map(([position, texts]) => [position, texts.join(' / ')]));
}

function matches(headers: ReadonlyMap<number, string>, { header, position }: SheetColumn): readonly number[] {
  if (header === undefined) return position === undefined ? [] : [position];
  const wanted = foldedHeader(header);
  const found = [...headers].flatMap(([at, text]) => (foldedHeader(text) === wanted ? [at] : []));
  return position === undefined ? found : found.filter((at) => at === position);
}

function positionsIn(headers: ReadonlyMap<number, string>, layout: SheetLayout): ReadonlyMap<string, number> {
  // A row in which no title is found may be a row of people: then nothing of it is shown.
  const isHeader = layout.columns.some(
    (column) => column.header !== undefined && matches(headers, column).length > 0,
  );
  const shown = isHeader ? headers : new Map<number, string>();
  return new Map(layout.columns.map((column) => [column.name, positionIn(headers, shown, column)]));
}

function positionIn(
  headers: ReadonlyMap<number, string>,
  shown: ReadonlyMap<number, string>,
  column: SheetColumn,
): number {
  const [position, second] = matches(headers, column);
  const { header = '', position: wanted } = column;
  if (position !== undefined && second === undefined) return position;
  if (position !== undefined)
    throw new FileRefused(
      'HEADER_DOUBLED',
      `«${header}» ở cột ${letters(position)} và ${letters(second ?? 0)}`,
    );
  if (wanted !== undefined) {
    const standing = shown.get(wanted);
    const there = standing === undefined ? '' : `, nay là «${standing}»`;
    throw new FileRefused('HEADER_MOVED', `cột ${letters(wanted)} phải là «${header}»${there}`);
  }
  throw new FileRefused('HEADER_MISSING', `«${header}»${hintFor(header, [...shown.values()])}`);
}

function hintFor(header: string, titles: readonly string[]): string {
  const near = nearest(header, titles);
  if (near !== undefined) return ` (gần giống nhất: «${near}»)`;
  const listed = titles.slice(0, SHOWN_TITLES).map((title) => `«${title}»`);
  return listed.length === 0 ? '' : ` (tệp có: ${listed.join(', ')})`;
}

/** Header texts are compared without case, accents and spacing. */
function foldedHeader(text: string): string {
  return fold(text).replace(/\s*\/\s*/g, '/');
}

/** 1 → A, 27 → AA. */
export function letters(position: number): string {
  const rest = Math.floor((position - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((position - 1) % 26));
}
