import { nearest } from './problems';
import type { Reader } from './reader';
import {
  CSV_ENCODINGS,
  type CsvDefinition,
  type RowRule,
  type SheetColumn,
  type SheetLayout,
} from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

export const LAYOUT_KEYS = ['sheet', 'headerRows', 'columns', 'skipRows', 'stopAt', 'csv'];
const LETTERS = /^[A-Z]{1,3}$/;
const LAST_COLUMN = 16_384;
/** A header that begins further down is no header. */
const FIRST_ROWS = 50;

/** Reads where the table lies in a file: sheet, header, columns, rows that are no petitions. */
export function readLayout(reader: Reader, map: TreeMap): SheetLayout {
  const at = (key: string): Tree | undefined => map.entries.get(key);
  const columns = readColumns(reader, map);
  const headerRows = readHeaderRows(reader, at('headerRows'));
  if (headerRows === undefined && columns.length > 0 && columns.every(({ header }) => header === undefined))
    reader.problem(map, 'không cột nào có «header»: ghi headerRows để biết dữ liệu bắt đầu từ dòng nào');
  const names = columns.map(({ name }) => name);
  return {
    sheet: readSheet(reader, at('sheet')),
    headerRows,
    columns,
    skipRows: readRowRules(reader, at('skipRows'), names),
    stopAt: readRowRules(reader, at('stopAt'), names),
    csv: readCsv(reader, at('csv')),
  };
}

/** A number is a position; a sheet that is called by a number is written in quotes … which YAML does not tell apart. */
function readSheet(reader: Reader, tree: Tree | undefined): string | number | undefined {
  const text = tree && reader.text(tree);
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : text;
}

function readHeaderRows(reader: Reader, tree: Tree | undefined): SheetLayout['headerRows'] {
  const text = tree && reader.text(tree);
  if (tree === undefined || text === undefined) return undefined;
  const [, first, last] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const rows = { first: Number(first), last: Number(last ?? first) };
  if (rows.first >= 1 && rows.last >= rows.first && rows.last <= FIRST_ROWS) return rows;
  reader.problem(
    tree,
    `«${text}» không phải là dòng tiêu đề; ví dụ 1 hoặc 11-12, nhiều nhất dòng ${FIRST_ROWS}`,
  );
  return undefined;
}

function readColumns(reader: Reader, owner: TreeMap): readonly SheetColumn[] {
  const tree = owner.entries.get('columns');
  if (tree === undefined) reader.problem(owner, 'thiếu khoá «columns»');
  return [...(reader.anyMap(tree)?.entries ?? [])].flatMap(([name, value]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name))
      reader.problem(value, `tên cột «${name}» không hợp lệ: dùng a–z, 0–9, _`);
    // `so_don: "Số đơn"` is short for `so_don: { header: "Số đơn" }`.
    const short = value.kind === 'scalar' ? reader.text(value) : undefined;
    const map = value.kind === 'scalar' ? undefined : reader.map(value, COLUMN_KEYS);
    const at = (key: string): Tree | undefined => map?.entries.get(key);
    const header = short ?? (at('header') && reader.text(at('header')));
    const position = at('column') && readPosition(reader, at('column'));
    if (map !== undefined && at('header') === undefined && at('column') === undefined)
      reader.problem(map, 'cần header (chữ tiêu đề) hoặc column (chữ cái của cột)');
    const serialDate = reader.flag(at('serialDate'), false);
    const fillMerged = reader.flag(at('fillMerged'), false);
    return [{ name, header, position, serialDate, fillMerged, line: value.line, path: value.path }];
  });
}

const COLUMN_KEYS = ['header', 'column', 'serialDate', 'fillMerged'];

function readPosition(reader: Reader, tree: Tree | undefined): number | undefined {
  const text = tree && reader.text(tree);
  const position = text === undefined ? undefined : positionOf(text);
  if (tree !== undefined && text !== undefined && position === undefined)
    reader.problem(tree, `«${text}» không phải là chữ cái của cột; ví dụ A, J, AB`);
  return position;
}

/** 1 for A, 27 for AA; `undefined` for anything else. */
export function positionOf(letters: string): number | undefined {
  if (!LETTERS.test(letters)) return undefined;
  const position = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return position <= LAST_COLUMN ? position : undefined;
}

const RULE_WORDS = ['numbering', 'totals'] as const;

function readRowRules(reader: Reader, tree: Tree | undefined, names: readonly string[]): readonly RowRule[] {
  return reader.list(tree).flatMap((item): readonly RowRule[] => {
    if (item.kind === 'scalar') {
      const word = RULE_WORDS.find((one) => one === item.text);
      if (word === undefined)
        reader.problem(item, `dùng ${RULE_WORDS.join(', ')} hoặc { column: …, matches: … }`);
      return word === undefined ? [] : [{ kind: word }];
    }
    const map = reader.map(item, ['column', 'matches']);
    const column = reader.required(map, 'column');
    const pattern = readPattern(reader, map);
    if (map === undefined || column === undefined || pattern === undefined) return [];
    const position = positionOf(column);
    if (position === undefined && !names.includes(column))
      reader.problem(item, `không có cột «${column}» trong files.columns`, nearest(column, names));
    return [{ kind: 'matches', column: position ?? column, pattern }];
  });
}

function readPattern(reader: Reader, map: TreeMap | undefined): RegExp | undefined {
  const text = reader.required(map, 'matches');
  const tree = map?.entries.get('matches');
  if (text === undefined || tree === undefined) return undefined;
  try {
    return new RegExp(text, 'iu');
  } catch {
    reader.problem(tree, `«${text}» không phải là biểu thức chính quy`);
    return undefined;
  }
}

const DELIMITERS: ReadonlyMap<string, string | undefined> = new Map([
  ['auto', undefined],
  [',', ','],
  [';', ';'],
  ['|', '|'],
  ['tab', '\t'],
]);

function readCsv(reader: Reader, tree: Tree | undefined): CsvDefinition {
  const map = reader.map(tree, ['delimiter', 'encoding']);
  const delimiter = map?.entries.get('delimiter');
  const encoding = map?.entries.get('encoding');
  const word = reader.choice(delimiter, [...DELIMITERS.keys()], 'auto');
  const name = reader.choice(encoding, ['auto', ...CSV_ENCODINGS], 'auto');
  return { delimiter: DELIMITERS.get(word), encoding: CSV_ENCODINGS.find((one) => one === name) };
}
