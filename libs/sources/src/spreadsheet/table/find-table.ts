import { fold } from '@kntc/domain';
import { nearest } from '../../definition/problems';
import type { SheetColumn, SheetLayout } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import type { MergedArea, SheetRow, TableFile } from '../rows';
import {
  headerGrid,
  headerLabels,
  type HeaderGrid,
  type HeaderLabel,
  type HeaderLabels,
} from './header-labels';

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
  const grid = headerGrid(rows, merged, LOOKED_AT_ROWS);
  const { last, labels } =
    layout.headerRows === undefined ? search(grid, layout) : given(grid, layout.headerRows);
  const positions = positionsOrOtherwise(rows, labels, layout);
  const read = new Set(positions.values());
  const unread = [...labels].flatMap(([position, { full }]) => (read.has(position) ? [] : [full]));
  const sheetName = file.sheets[sheet]?.name ?? '';
  return { sheet, sheetName, headerEnd: last, positions, merged, unread };
}

/** Titles that another delimiter divides are not missing. */
function positionsOrOtherwise(
  rows: readonly SheetRow[],
  labels: HeaderLabels,
  layout: SheetLayout,
): ReadonlyMap<string, number> {
  try {
    return positionsIn(labels, layout);
  } catch (err) {
    const otherwise = rows.find((row) => row.otherwise !== undefined)?.otherwise;
    throw otherwise === undefined ? err : new FileRefused('DELIMITER_CHANGED', otherwise);
  }
}

async function firstRows(file: TableFile, sheet: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of file.rows(sheet)) {
    rows.push(...batch);
    if ((rows.at(-1)?.number ?? 0) >= LOOKED_AT_ROWS) break;
  }
  return rows.filter(({ number }) => number <= LOOKED_AT_ROWS);
}

interface Header {
  readonly last: number;
  readonly labels: HeaderLabels;
}

function given(grid: HeaderGrid, { first, last }: { readonly first: number; readonly last: number }): Header {
  return { last, labels: headerLabels(grid, first, last) };
}

/**
 * The first rows, and as few of them as possible, that carry every header text of the layout – as full paths, else by
 * their last levels; without such rows those that carry most.
 */
function search(grid: HeaderGrid, layout: SheetLayout): Header {
  let best: { readonly header: Header; readonly hits: number } | undefined;
  const firsts = [...grid.keys()].toSorted((a, b) => a - b);
  for (const first of firsts)
    for (let last = first; last < first + MAX_LEVELS; last += 1) {
      const header = given(grid, { first, last });
      if (layout.columns.every((column) => byFullPath(header.labels, column).length > 0)) return header;
    }
  for (let levels = 1; levels <= MAX_LEVELS; levels += 1)
    for (const first of firsts) {
      const header = given(grid, { first, last: first + levels - 1 });
      const hits = layout.columns.filter((column) => matches(header.labels, column).length > 0).length;
      if (hits > (best?.hits ?? -1)) best = { header, hits };
    }
  if (best === undefined) throw new FileRefused('EMPTY');
  return best.header;
}

function byFullPath(labels: HeaderLabels, column: SheetColumn): readonly number[] {
  return positionsWhere(labels, column, ({ full }) => full);
}

/** By the full path; by the last level alone where no path is written so. */
function matches(labels: HeaderLabels, column: SheetColumn): readonly number[] {
  const found = byFullPath(labels, column);
  return found.length > 0 ? found : positionsWhere(labels, column, ({ last }) => last);
}

function positionsWhere(
  labels: HeaderLabels,
  { header, position }: SheetColumn,
  textOf: (label: HeaderLabel) => string,
): readonly number[] {
  if (header === undefined) return position === undefined ? [] : [position];
  const wanted = foldedHeader(header);
  const found = [...labels].flatMap(([at, label]) => (foldedHeader(textOf(label)) === wanted ? [at] : []));
  return position === undefined ? found : found.filter((at) => at === position);
}

function positionsIn(labels: HeaderLabels, layout: SheetLayout): ReadonlyMap<string, number> {
  const found = layout.columns.map((column) => ({ column, at: matches(labels, column) }));
  const used = new Set(found.flatMap(({ at }) => at));
  // A row in which no title is found may be a row of people: then nothing of it is shown.
  const isHeader = found.some(({ column, at }) => column.header !== undefined && at.length > 0);
  const shown: HeaderLabels = isHeader ? labels : new Map();
  const free = [...shown].flatMap(([at, label]) => (used.has(at) ? [] : [label]));
  for (const { column, at } of found) if (at.length !== 1) throw refusalOf(column, at, shown, free);
  return new Map(
    found.flatMap(({ column: { name }, at }) => at.map((position) => [name, position] as const)),
  );
}

/** The header wanted always comes first in the detail: `check` points at its line by it. */
function refusalOf(
  { header = '', position: wanted }: SheetColumn,
  [first, second]: readonly number[],
  shown: HeaderLabels,
  free: readonly HeaderLabel[],
): FileRefused {
  if (first !== undefined)
    return new FileRefused(
      'HEADER_DOUBLED',
      `«${header}» ở cột ${letters(first)} và ${letters(second ?? 0)}`,
    );
  if (wanted === undefined) return new FileRefused('HEADER_MISSING', `«${header}»${hintFor(header, free)}`);
  const standing = shown.get(wanted);
  const there = standing === undefined ? '' : `, nay là «${standing.full}»`;
  return new FileRefused('HEADER_MOVED', `cột ${letters(wanted)} phải là «${header}»${there}`);
}

/** Only titles that no other column reads can be meant. */
function hintFor(header: string, free: readonly HeaderLabel[]): string {
  const fulls = free.map(({ full }) => full);
  const lastLevel = nearest(
    header.split('/').at(-1) ?? header,
    free.map(({ last }) => last),
  );
  const near = nearest(header, fulls) ?? free.find(({ last }) => last === lastLevel)?.full;
  if (near !== undefined) return ` (gần giống nhất: «${near}»)`;
  const listed = fulls.slice(0, SHOWN_TITLES).map((title) => `«${title}»`);
  return listed.length === 0 ? '' : ` (cột chưa dùng trong tệp: ${listed.join(', ')})`;
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
