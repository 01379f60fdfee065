import { fold, GatewayError, maskUnlessCode, type CodeRow } from '@kntc/domain';
import { codeKey, constantsWithoutCode } from './check-constants';
import { joinedWithoutCode } from './check-joined';
import { targetsOfNoList } from './check-targets';
import type { Connector, ConnectorDependencies, SourceShape, ValueCount } from './connector';
import { createConnector } from './create-source';
import type { CrosswalkEntry } from './definition/load-crosswalks';
import { proveNotRead } from './not-read';
import { nearest, type SourceProblem } from './definition/problems';
import {
  AMBIGUOUS,
  type ColumnReference,
  type Coverage,
  type SourceDefinition,
} from './definition/source-definition';

export interface CheckDependencies extends ConnectorDependencies {
  /** Rows of the crosswalk, to see which local codes have no national one. */
  readonly crosswalk: readonly CrosswalkEntry[];
  /** The national lists, to see which rows point at no code of theirs; without them nothing is said about it. */
  readonly national?: readonly CodeRow[] | undefined;
  /** Also prove that denunciations come without the denouncer (policy `not-read`). */
  readonly isNotRead?: boolean | undefined;
}

export interface CheckReport {
  /** The source cannot be read as the file stands. */
  readonly problems: readonly SourceProblem[];
  /** It can be read, but some records will stop for this reason. */
  readonly warnings: readonly SourceProblem[];
  /** What was proven of a policy `not-read`. */
  readonly proof?: readonly string[] | undefined;
}

/** Different values looked at per column; a column with more is no code and shows up by its unknown values anyway. */
const SAMPLED_VALUES = 500;
const SHOWN_VALUES = 20;
const NOTHING_SEEN: ReadonlySet<string> = new Set();

/**
 * Compares a source file with the living source: connection, queries, key, watermark, every column the file names,
 * values against value maps and crosswalk. Reads only; changes nothing here or there.
 */
export async function checkSource(
  definition: SourceDefinition,
  deps: CheckDependencies,
): Promise<CheckReport> {
  const connector = createConnector(definition, deps);
  try {
    const report = await check(definition, connector, deps);
    if (deps.isNotRead !== true) return report;
    const { problems, lines } = await proveNotRead(definition, connector);
    return { ...report, problems: [...report.problems, ...problems], proof: lines };
  } catch (err) {
    if (!(err instanceof GatewayError)) throw err;
    const message = `${err.code} ${err.vi} (${err.detail})`;
    const warnings = [
      ...constantsWithoutCode(definition, deps.crosswalk, NOTHING_SEEN),
      ...targetsOfNoList(definition.id, deps.crosswalk, deps.national ?? []),
    ];
    return { problems: [{ ...originOf(definition), message }], warnings };
  } finally {
    await connector.close();
  }
}

/** Where the file says how to reach the source. */
function originOf(definition: SourceDefinition): Pick<SourceProblem, 'file' | 'line' | 'path'> {
  const { file } = definition;
  return definition.kind === 'sql'
    ? { file, line: definition.connection.line, path: 'connection' }
    : { file, line: definition.files.line, path: 'files' };
}

async function check(
  definition: SourceDefinition,
  connector: Connector,
  { crosswalk, national = [] }: CheckDependencies,
): Promise<CheckReport> {
  const { file } = definition;
  const astray = targetsOfNoList(definition.id, crosswalk, national);
  const described = await connector.describe();
  const refused = described.problems.map(({ line, path, message, unknownName }) => {
    const columns = columnsFor(path, described.shape);
    return {
      file,
      line,
      path,
      message,
      suggestion: unknownName === undefined ? undefined : nearest(unknownName, columns),
    };
  });
  const missing = definition.columns.flatMap((reference) => missingColumn(file, reference, described.shape));
  const doubled = definition.columns.flatMap((reference) => doubledColumn(file, reference, described.shape));
  const problems = [...refused, ...missing];
  const origin = originOf(definition);
  const notes = (described.notes ?? []).map((message) => ({ ...origin, message }));
  if (problems.length > 0) {
    const stated = constantsWithoutCode(definition, crosswalk, NOTHING_SEEN);
    return { problems, warnings: [...notes, ...doubled, ...stated, ...astray] };
  }
  const twice = new Set(doubled.map(({ path }) => path));
  // A name that stands for two columns cannot be asked for its values.
  const columns = definition.columns.filter(({ path }) => !twice.has(path));
  const joined = definition.joined.filter(
    ({ path }) => ![...twice].some((one) => one.startsWith(`${path}.`)),
  );
  const looked = { ...definition, columns, joined };
  return {
    problems,
    warnings: [...notes, ...doubled, ...(await contents(looked, connector, crosswalk)), ...astray],
  };
}

/** Names worth proposing for a part of the file: those of its own collection, all for `record.query` itself. */
function columnsFor(path: string, { columns }: SourceShape): readonly string[] {
  const [part, name = ''] = path.split('.');
  return columns.get(part === 'children' ? name : 'record') ?? [...columns.values()].flat();
}

function missingColumn(
  file: string,
  reference: ColumnReference,
  { columns }: SourceShape,
): readonly SourceProblem[] {
  const { collection, column, line, path } = reference;
  const names = columns.get(collection);
  if (names === undefined || names.includes(column)) return [];
  const message = `không có cột «${column}» trong ${collection}`;
  return [{ file, line, path, message, suggestion: nearest(column, names) }];
}

function doubledColumn(
  file: string,
  reference: ColumnReference,
  { doubled }: SourceShape,
): readonly SourceProblem[] {
  const { collection, column, line, path } = reference;
  if (doubled.get(collection)?.includes(column) !== true) return [];
  const message = `truy vấn trả về hai cột tên «${column}»; chỉ đọc được cột sau, hãy đặt tên khác (as …)`;
  return [{ file, line, path, message }];
}

async function contents(
  definition: SourceDefinition,
  connector: Connector,
  crosswalk: readonly CrosswalkEntry[],
): Promise<readonly SourceProblem[]> {
  const { file, record } = definition;
  const found: SourceProblem[] = [];
  const keyless = await connector.keyless();
  if (keyless > 0)
    found.push({
      file,
      line: record.keyLine,
      path: 'record.key',
      message: `${keyless} dòng không có khoá, cổng không đọc được các dòng này`,
    });
  const seen = new Set<string>();
  for (const { collection, column, line, path, coverage } of definition.columns) {
    if (coverage === undefined) continue;
    const values = await connector.valuesOf(collection, column, SAMPLED_VALUES);
    const said = values.filter(({ text }) => !definition.nulls.has(text.trim()));
    const unknown = uncovered(said, coverage, codesOf(crosswalk, definition.id, coverage.list));
    for (const { unknownCode, ...problem } of unknown.slice(0, SHOWN_VALUES)) {
      found.push({ file, line, path, ...problem });
      if (unknownCode !== undefined) seen.add(unknownCode);
    }
  }
  const joined = await joinedWithoutCode(definition, connector, (list) =>
    codesOf(crosswalk, definition.id, list),
  );
  return [...found, ...joined, ...constantsWithoutCode(definition, crosswalk, seen)];
}

function codesOf(
  crosswalk: readonly CrosswalkEntry[],
  sourceId: string,
  list: number | undefined,
): ReadonlySet<string> {
  return new Set(
    crosswalk.filter((row) => row.sourceId === sourceId && row.list === list).map((row) => row.localCode),
  );
}

interface Uncovered extends Pick<SourceProblem, 'message' | 'suggestion'> {
  /** The code, when it is the crosswalk that does not know the value. */
  readonly unknownCode?: string;
}

function uncovered(
  values: readonly ValueCount[],
  coverage: Coverage,
  codes: ReadonlySet<string>,
): readonly Uncovered[] {
  return values.flatMap(
    (value) => withoutMeaning(value, coverage) ?? withoutNationalCode(value, coverage, codes) ?? [],
  );
}

function inMap({ text }: ValueCount, { values }: Coverage): boolean {
  return values === undefined || values.has(fold(text));
}

/** The word or code a value stands for; `undefined` = nothing. */
function meaningOf({ text }: ValueCount, { values }: Coverage): string | undefined {
  return values === undefined ? text.trim() : values.get(fold(text));
}

function withoutMeaning(value: ValueCount, coverage: Coverage): readonly Uncovered[] | undefined {
  const { choices, otherwise, values } = coverage;
  const meaning = meaningOf(value, coverage);
  if (meaning === AMBIGUOUS && values !== undefined)
    return [
      {
        message: `giá trị ${shown(value.text, value.count)} (${value.count} dòng) có nhiều nghĩa: hồ sơ sẽ chờ người chọn`,
      },
    ];
  const allowed = meaning === undefined || choices === undefined || choices.includes(meaning);
  if (inMap(value, coverage) && allowed) return undefined;
  if (otherwise === 'nothing') return [];
  const effect = otherwise === 'waiting' ? 'hồ sơ sẽ chờ' : 'hồ sơ sẽ bị giữ lại';
  const message = `giá trị ${shown(value.text, value.count)} (${value.count} dòng) không có trong bảng quy đổi: ${effect}`;
  return [{ message, suggestion: nearest(value.text, values?.keys() ?? choices ?? []) }];
}

function withoutNationalCode(
  value: ValueCount,
  coverage: Coverage,
  codes: ReadonlySet<string>,
): readonly Uncovered[] | undefined {
  const code = meaningOf(value, coverage);
  if (coverage.list === undefined || code === undefined || codes.has(code)) return undefined;
  const message = `mã ${shown(code, value.count)} (${value.count} dòng) chưa có trong bảng đối chiếu danh mục ${coverage.list}`;
  return [{ message, suggestion: nearest(code, codes), unknownCode: codeKey(coverage.list, code) }];
}

function shown(text: string, records: number): string {
  return `«${maskUnlessCode(text, records)}»`;
}
