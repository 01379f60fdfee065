import { LEGACY_SETTINGS, partialDate, type LegacySetting } from '@kntc/domain';
import { DRAFT_SHAPE, draftPaths } from './draft-shape';
import { MapScope, readValueMap, type NamedValues } from './map-scope';
import { MAPPING_KEYS, mappingVersionOf, OPERATIONAL_KEYS } from './mapping-content';
import { nearest } from './problems';
import { readAttachmentLimits } from './read-attachments';
import { readCondition } from './read-condition';
import { readFileRecord, readFiles } from './read-files';
import { readHook } from './read-hook';
import { readShape } from './read-map';
import { readChildren, readRecord } from './read-queries';
import type { Reader } from './reader';
import type {
  ColumnReference,
  ConnectionDefinition,
  FilesDefinition,
  OutOfScopeRule,
  SourceDefinition,
  SqlDialectName,
} from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const KEYS = [...OPERATIONAL_KEYS, ...MAPPING_KEYS];
const KINDS = ['sql', 'file'] as const;
const DIALECTS: ReadonlyMap<string, SqlDialectName> = new Map([
  ['postgresql', 'postgresql'],
  ['mariadb', 'mariadb'],
  ['mysql', 'mariadb'],
]);
const STEPS = ['handling', 'acceptance', 'resolution', 'enforcement'];

const DEFAULT_POLL_MS = 5_000;

/** What holds where a file says nothing. */
export interface SourceDefaults {
  readonly viewsOnly: boolean;
}

/** Builds the definition of one source file. Every mistake goes to the reader; `undefined` when a needed part is missing. */
export function readSource(
  reader: Reader,
  tree: Tree,
  defaults: SourceDefaults,
): SourceDefinition | undefined {
  const map = reader.map(tree, KEYS);
  if (map === undefined) return undefined;
  const head = readHead(reader, map);
  const origin = readOrigin(reader, map, defaults);
  const childNames = origin?.kind === 'sql' ? origin.children.map((child) => child.name) : [];
  const content = readContent(reader, map, childNames);
  if (origin?.kind === 'file') refuseUnknownColumns(reader, origin.files, content.columns);
  if (head === undefined || origin === undefined) return undefined;
  return { ...head, ...origin, ...content, file: reader.file, mappingVersion: mappingVersionOf(map) };
}

/** What names the source and says how often it is looked at. */
function readHead(reader: Reader, map: TreeMap) {
  const id = readId(reader, map);
  const title = reader.required(map, 'title');
  const enabled = reader.flag(map.entries.get('enabled'), true);
  const pollEvery = map.entries.get('pollEvery');
  const pollEveryMs = (pollEvery && reader.duration(pollEvery)) ?? DEFAULT_POLL_MS;
  const hook = readHook(reader, map.entries.get('hook'));
  return id === undefined || title === undefined ? undefined : { id, title, enabled, pollEveryMs, hook };
}

/** Where records come from: a database that is asked or a folder into which files are dropped. */
function readOrigin(reader: Reader, map: TreeMap, defaults: SourceDefaults) {
  const kindTree = map.entries.get('kind');
  const kind = reader.required(map, 'kind');
  const known = KINDS.find((one) => one === kind);
  if (kindTree !== undefined && kind !== undefined && known === undefined)
    reader.problem(kindTree, `chưa có loại nguồn «${kind}»; dùng ${KINDS.join(', ')}`, nearest(kind, KINDS));
  return known === 'file' ? readFileOrigin(reader, map) : readSqlOrigin(reader, map, defaults);
}

function readSqlOrigin(reader: Reader, map: TreeMap, defaults: SourceDefaults) {
  refuseKeys(reader, map, ['files']);
  const connection = readConnection(reader, map, defaults);
  const record = readRecord(reader, map);
  const children = readChildren(reader, map.entries.get('children'));
  if (connection === undefined || record === undefined) return undefined;
  return { kind: 'sql' as const, connection, record, children };
}

function readFileOrigin(reader: Reader, map: TreeMap) {
  refuseKeys(reader, map, ['connection', 'children']);
  const files = readFiles(reader, map);
  const record = readFileRecord(reader, map, files?.layout.columns ?? []);
  return files === undefined || record === undefined ? undefined : { kind: 'file' as const, files, record };
}

/** Keys that belong to another kind of source. */
function refuseKeys(reader: Reader, map: TreeMap, keys: readonly string[]): void {
  for (const key of keys) {
    const tree = map.entries.get(key);
    if (tree !== undefined) reader.problem(tree, `khoá «${key}» không dùng cho loại nguồn này`);
  }
}

/** Which columns a file has is written in the same YAML: a wrong name is told without any file. */
function refuseUnknownColumns(
  reader: Reader,
  { layout }: FilesDefinition,
  references: readonly ColumnReference[],
): void {
  const names = layout.columns.map(({ name }) => name);
  for (const reference of references) {
    if (names.includes(reference.column)) continue;
    const message = `không có cột «${reference.column}» trong files.columns`;
    reader.problem(reference, message, nearest(reference.column, names));
  }
}

/** What becomes of the records. */
function readContent(reader: Reader, map: TreeMap, childNames: readonly string[]) {
  const at = (key: string): Tree | undefined => map.entries.get(key);
  const scope = new MapScope({ reader, valueMaps: readValueMaps(reader, at('valueMaps')), childNames });
  if (at('map') === undefined) reader.problem(map, 'thiếu khoá «map»');
  return {
    startDate: readStartDate(reader, at('startDate')),
    feeds: readFeeds(reader, at('feeds')),
    mandatory: readPaths(reader, at('mandatory')),
    lenient: readLenient(reader, at('lenient'), at('mandatory')),
    nulls: new Set(['', ...reader.texts(at('nulls')).map((text) => text.trim())]),
    legacyText: readLegacyText(reader, at('text')),
    map: readShape(scope, at('map'), DRAFT_SHAPE),
    outOfScope: readOutOfScope(scope, at('outOfScope')),
    secret: readConditions(scope, at('secret')),
    receptionOnly: readConditions(scope, at('receptionOnly')),
    columns: scope.columns,
    constants: scope.constants,
    joined: scope.joined,
    attachmentLimits: readAttachmentLimits(reader, at('attachmentLimits')),
    timeZone: readTimeZone(reader, at('timeZone')),
  };
}

function readId(reader: Reader, map: TreeMap): string | undefined {
  const id = reader.required(map, 'id');
  if (id === undefined || /^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) return id;
  reader.problem(map.entries.get('id') ?? map, `«${id}» không hợp lệ: chỉ dùng a–z, 0–9 và dấu gạch nối`);
  return undefined;
}

function readConnection(
  reader: Reader,
  owner: TreeMap,
  defaults: SourceDefaults,
): ConnectionDefinition | undefined {
  const tree = owner.entries.get('connection');
  if (tree === undefined) reader.problem(owner, 'thiếu khoá «connection»');
  const map = reader.map(tree, ['dialect', 'urlEnv', 'schema', 'viewsOnly']);
  const dialect = reader.required(map, 'dialect');
  const urlEnv = reader.required(map, 'urlEnv');
  if (map === undefined || dialect === undefined || urlEnv === undefined) return undefined;
  const known = DIALECTS.get(dialect);
  if (known === undefined) {
    const suggestion = nearest(dialect, DIALECTS.keys()) ?? 'postgresql';
    reader.problem(map.entries.get('dialect') ?? map, `chưa có phương ngữ «${dialect}»`, suggestion);
  }
  if (!/^[A-Z][A-Z0-9_]*$/.test(urlEnv)) {
    const expected = 'cần tên biến môi trường (A–Z, 0–9, _), không phải địa chỉ hay mật khẩu';
    reader.problem(map.entries.get('urlEnv') ?? map, expected);
    return undefined;
  }
  const schema = map.entries.get('schema');
  const viewsOnly = reader.flag(map.entries.get('viewsOnly'), defaults.viewsOnly);
  return {
    dialect: known ?? 'postgresql',
    urlEnv,
    schema: schema && reader.text(schema),
    viewsOnly,
    line: map.line,
  };
}

function readValueMaps(reader: Reader, tree: Tree | undefined): ReadonlyMap<string, NamedValues> {
  const entries = [...(reader.anyMap(tree)?.entries ?? [])];
  return new Map(
    entries.map(([name, value]) => [name, { values: readValueMap(reader, value), tree: value }]),
  );
}

function readLegacyText(reader: Reader, tree: Tree | undefined): LegacySetting {
  const legacy = reader.map(tree, ['legacy'])?.entries.get('legacy');
  return legacy === undefined ? 'detect' : reader.choice(legacy, LEGACY_SETTINGS, 'detect');
}

function readOutOfScope(scope: MapScope, tree: Tree | undefined): readonly OutOfScopeRule[] {
  return scope.reader.list(tree).flatMap((item) => {
    const map = scope.reader.map(item, ['when', 'basis']);
    const basis = scope.reader.required(map, 'basis');
    if (map !== undefined && !map.entries.has('when')) scope.reader.problem(map, 'thiếu khoá «when»');
    const when = readCondition(scope, map?.entries.get('when'));
    return basis === undefined || when === undefined ? [] : [{ when, basis }];
  });
}

function readConditions(scope: MapScope, tree: Tree | undefined): SourceDefinition['secret'] {
  return scope.reader.list(tree).flatMap((item) => readCondition(scope, item) ?? []);
}

function readFeeds(reader: Reader, tree: Tree | undefined): SourceDefinition['feeds'] {
  const map = reader.map(tree, STEPS);
  const feed = (step: string): boolean => reader.flag(map?.entries.get(step), false);
  return {
    handling: feed('handling'),
    acceptance: feed('acceptance'),
    resolution: feed('resolution'),
    enforcement: feed('enforcement'),
  };
}

function readLenient(reader: Reader, tree: Tree | undefined, mandatory: Tree | undefined): readonly string[] {
  const both = new Set(mandatory?.kind === 'list' ? reader.texts(mandatory) : []);
  const paths = readPaths(reader, tree);
  const clash = paths.find((path) => both.has(path));
  if (clash !== undefined && tree !== undefined)
    reader.problem(tree, `«${clash}» không thể vừa bắt buộc (mandatory) vừa bỏ qua được (lenient)`);
  return paths;
}

function readPaths(reader: Reader, tree: Tree | undefined): readonly string[] {
  const valid = draftPaths();
  for (const item of reader.list(tree)) {
    const path = reader.text(item);
    if (path !== undefined && !valid.includes(path))
      reader.problem(item, `không có trường «${path}»`, nearest(path, valid));
  }
  return tree?.kind === 'list' ? reader.texts(tree) : [];
}

function readStartDate(reader: Reader, tree: Tree | undefined): string | undefined {
  if (tree === undefined) return undefined;
  const text = reader.text(tree);
  if (text !== undefined && (text.length !== 10 || partialDate(text) === undefined))
    reader.problem(tree, `«${text}» không phải là ngày dạng yyyy-MM-dd`);
  return text;
}

function readTimeZone(reader: Reader, tree: Tree | undefined): string {
  const zone = (tree === undefined ? undefined : reader.text(tree)) ?? 'Asia/Ho_Chi_Minh';
  if (tree !== undefined && !isTimeZone(zone))
    reader.problem(tree, `không có múi giờ «${zone}»`, 'Asia/Ho_Chi_Minh');
  return zone;
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a RangeError says that nobody knows the name
  }
}
