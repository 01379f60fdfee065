import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doOverlap, partialDate, type CrosswalkRow } from '@kntc/domain';
import { yamlFiles } from './load-sources';
import { nearest, type SourceProblem } from './problems';
import { Reader } from './reader';
import { parseYaml, type Tree, type TreeMap } from './yaml-tree';

/** A crosswalk row and where it stands. */
export interface CrosswalkEntry extends CrosswalkRow {
  readonly file: string;
  readonly line: number;
  /** All targets of the statement it comes from, where it names several: the unit was split. */
  readonly splitInto?: readonly string[] | undefined;
}

export interface LoadedCrosswalks {
  /** Rows of all files, without those that have a problem. */
  readonly rows: readonly CrosswalkEntry[];
  readonly problems: readonly SourceProblem[];
}

const LISTS = 14;
/** The one list whose entries have a parent that may stand for them. */
const AGENCIES = 2;

/**
 * Reads every `crosswalks/*.yaml`: local code → national code per source and national list, with periods
 * (inclusive). Two statements about one local code whose periods overlap are a problem: the translation would depend on
 * their order. One statement may name several targets: the unit was split, and a person chooses for each record.
 *
 * @param knownSources ids of the loaded sources; when given, a file for an unknown source is a problem
 */
export function loadCrosswalks(configDir: string, knownSources?: readonly string[]): LoadedCrosswalks {
  const rows: CrosswalkEntry[] = [];
  const problems: SourceProblem[] = [];
  for (const name of yamlFiles(join(configDir, 'crosswalks'))) {
    const text = readFileSync(join(configDir, 'crosswalks', name), 'utf8');
    const loaded = readCrosswalkText(`crosswalks/${name}`, text, knownSources);
    rows.push(...loaded.rows);
    problems.push(...loaded.problems);
  }
  return { rows, problems: [...problems, ...overlaps(rows)] };
}

/** One crosswalk file by its text; overlaps with other files are not looked for. */
export function readCrosswalkText(
  file: string,
  content: string,
  knownSources?: readonly string[],
): LoadedCrosswalks {
  const { tree, problems } = parseYaml(file, content);
  if (tree === undefined) return { rows: [], problems };
  const reader = new Reader(file);
  const map = reader.map(tree, ['source', 'lists']);
  const sourceId = readSourceId(reader, map, knownSources);
  if (map !== undefined && !map.entries.has('lists')) reader.problem(map, 'thiếu khoá «lists»');
  const rows = [...(reader.anyMap(unlessEmpty(map?.entries.get('lists')))?.entries ?? [])].flatMap(
    ([list, codes]) => readList(reader, { sourceId: sourceId ?? '', list }, codes),
  );
  return { rows: sourceId === undefined ? [] : rows, problems: reader.problems };
}

function readSourceId(
  reader: Reader,
  map: TreeMap | undefined,
  knownSources: readonly string[] | undefined,
): string | undefined {
  const sourceId = reader.required(map, 'source');
  const tree = map?.entries.get('source');
  if (tree === undefined || sourceId === undefined || knownSources === undefined) return sourceId;
  if (!knownSources.includes(sourceId))
    reader.problem(tree, `không có nguồn «${sourceId}»`, nearest(sourceId, knownSources));
  return sourceId;
}

interface ListAt {
  readonly sourceId: string;
  readonly list: string;
}

function readList(reader: Reader, { sourceId, list }: ListAt, codes: Tree): readonly CrosswalkEntry[] {
  const number = Number(list);
  if (!Number.isInteger(number) || number < 1 || number > LISTS) {
    reader.problem(codes, `không có danh mục «${list}»; dùng số từ 1 đến ${LISTS}`);
    return [];
  }
  return [...(reader.anyMap(unlessEmpty(codes))?.entries ?? [])].flatMap(([localCode, value]) => {
    const parts = value.kind === 'list' ? value.items : [value];
    return parts.flatMap((part) => {
      const { line } = part.kind === 'map' && value.kind === 'list' ? part : value;
      const at = { sourceId, list: number, localCode: localCode.trim(), file: reader.file, line };
      const targets = readStatement(reader, part);
      const texts = [
        localCode,
        ...targets.flatMap(({ nationalCode, parentNote = '' }) => [nationalCode, parentNote]),
      ];
      if (texts.some((text) => NOT_STORABLE.test(text)))
        reader.problem(part, 'có ký tự không phải chữ (NUL hoặc nửa ký tự)');
      if (number !== AGENCIES && targets.some(({ parentNote }) => parentNote !== undefined))
        reader.problem(part, `parent chỉ dùng cho danh mục ${AGENCIES} (cơ quan)`);
      return targets.map((target) => ({ ...at, ...target }));
    });
  });
}

/** What PostgreSQL takes into no text. */
const NOT_STORABLE = /[\0\p{Cs}]/u;

/** A list whose rows are all still comments holds none yet. */
function unlessEmpty(tree: Tree | undefined): Tree | undefined {
  return tree?.kind === 'scalar' && tree.text === undefined ? undefined : tree;
}

type Target = Omit<CrosswalkEntry, 'sourceId' | 'list' | 'localCode' | 'file' | 'line'>;

/** `{ to: code, from, until }`; several codes = split; `parent` = why it is only the code of a parent. */
function readStatement(reader: Reader, tree: Tree): readonly Target[] {
  const map = reader.map(tree, ['to', 'from', 'until', 'parent']);
  const targets = readTargets(reader, map);
  const parentNote = map?.entries.has('parent') === true ? reader.required(map, 'parent')?.trim() : undefined;
  const validFrom = readDay(reader, map?.entries.get('from'));
  const validUntil = readDay(reader, map?.entries.get('until'));
  if (validFrom !== undefined && validUntil !== undefined && validFrom > validUntil)
    reader.problem(tree, `thời hạn ngược: từ ${validFrom} đến ${validUntil}`);
  const splitInto = targets.length > 1 ? targets : undefined;
  return targets.map((nationalCode) => ({ nationalCode, validFrom, validUntil, parentNote, splitInto }));
}

function readTargets(reader: Reader, map: TreeMap | undefined): readonly string[] {
  const tree = map?.entries.get('to');
  if (tree?.kind !== 'list') return [reader.required(map, 'to')?.trim()].filter((code) => code !== undefined);
  const codes = reader.texts(tree).map((code) => code.trim());
  if (codes.length < 2 || codes.includes('') || new Set(codes).size < codes.length)
    reader.problem(tree, 'đơn vị chia tách cần ít nhất hai mã quốc gia khác nhau');
  return codes;
}

function readDay(reader: Reader, tree: Tree | undefined): string | undefined {
  if (tree === undefined) return undefined;
  const text = reader.text(tree);
  if (text === undefined) return undefined;
  if (text.length === 10 && partialDate(text) !== undefined) return text;
  reader.problem(tree, `«${text}» không phải là ngày dạng yyyy-MM-dd`);
  return undefined;
}

function overlaps(rows: readonly CrosswalkEntry[]): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const byCode = new Map<string, CrosswalkEntry[]>();
  for (const row of rows) {
    const code = JSON.stringify([row.sourceId, row.list, row.localCode]);
    const earlier = byCode.get(code) ?? [];
    const other = earlier.find((candidate) => !isSameStatement(candidate, row) && doOverlap(candidate, row));
    if (other !== undefined)
      problems.push({
        file: row.file,
        line: row.line,
        path: `lists.${row.list}.${row.localCode}`,
        message: `thời hạn chồng lên dòng ${other.line} của ${other.file}`,
      });
    byCode.set(code, [...earlier, row]);
  }
  return problems;
}

/** Targets of one split share the list that names them. */
function isSameStatement(first: CrosswalkEntry, second: CrosswalkEntry): boolean {
  return first.splitInto !== undefined && first.splitInto === second.splitInto;
}
