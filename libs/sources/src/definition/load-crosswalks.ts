import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partialDate, type CrosswalkRow } from '@kntc/domain';
import { yamlFiles } from './load-sources';
import { nearest, type SourceProblem } from './problems';
import { Reader } from './reader';
import { parseYaml, type Tree, type TreeMap } from './yaml-tree';

/** A crosswalk row and where it stands. */
export interface CrosswalkEntry extends CrosswalkRow {
  readonly file: string;
  readonly line: number;
}

export interface LoadedCrosswalks {
  /** Rows of all files, without those that have a problem. */
  readonly rows: readonly CrosswalkEntry[];
  readonly problems: readonly SourceProblem[];
}

const LISTS = 14;
const BEGIN = '0000-00-00';
const END = '9999-99-99';

/**
 * Reads every `crosswalks/*.yaml`: local code → national code per source and national list, with periods
 * (inclusive). Two rows of one local code whose periods overlap are a problem: the translation would depend on
 * their order.
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
  const rows = [...(reader.anyMap(map?.entries.get('lists'))?.entries ?? [])].flatMap(([list, codes]) =>
    readList(reader, { sourceId: sourceId ?? '', list }, codes),
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
  return [...(reader.anyMap(codes)?.entries ?? [])].flatMap(([localCode, value]) => {
    const parts = value.kind === 'list' ? value.items : [value];
    return parts.flatMap((part) => {
      const period = readPeriod(reader, part);
      const { line } = part.kind === 'map' && value.kind === 'list' ? part : value;
      if (period === undefined) return [];
      return [{ sourceId, list: number, localCode: localCode.trim(), ...period, file: reader.file, line }];
    });
  });
}

function readPeriod(reader: Reader, tree: Tree) {
  const map = reader.map(tree, ['to', 'from', 'until']);
  const nationalCode = reader.required(map, 'to')?.trim();
  const validFrom = readDay(reader, map?.entries.get('from'));
  const validUntil = readDay(reader, map?.entries.get('until'));
  if (validFrom !== undefined && validUntil !== undefined && validFrom > validUntil)
    reader.problem(tree, `thời hạn ngược: từ ${validFrom} đến ${validUntil}`);
  return nationalCode === undefined ? undefined : { nationalCode, validFrom, validUntil };
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
    const other = earlier.find((candidate) => overlap(candidate, row));
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

function overlap(first: CrosswalkRow, second: CrosswalkRow): boolean {
  return (
    (first.validFrom ?? BEGIN) <= (second.validUntil ?? END) &&
    (second.validFrom ?? BEGIN) <= (first.validUntil ?? END)
  );
}
