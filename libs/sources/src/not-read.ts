import { fold, GatewayError, isPersonal } from '@kntc/domain';
import type { RawRecord } from '@kntc/domain';
import type { Connector, SourceDescription } from './connector';
import { problemLine, type SourceProblem } from './definition/problems';
import { AMBIGUOUS, RECORD, type Expression, type SourceDefinition } from './definition/source-definition';

/** What was found out about a source whose denunciations are to come without the denouncer. */
export interface NotReadProof {
  /** What is there instead, for the file of the inspectorate. */
  readonly lines: readonly string[];
  /** Empty: proven. */
  readonly problems: readonly SourceProblem[];
}

/** Words that columns about a person, and texts a person wrote, are called by. */
const LOOKS_PERSONAL = new RegExp(
  `(^|_)(${[
    'ho_?ten|ho_va_ten|ten_(nguoi|chu|cong_dan|day_du)|nguoi_(nop|gui|to_cao|dung_don|viet|lam_don|khieu_nai)\\w*|chu_don',
    'cccd|cmnd|cmtnd|can_cuoc|dinh_danh|so_giay_to|giay_to|ho_chieu|noi_cap|ngay_cap',
    'dia_chi|so_nha|thon|xom|ap|to_dan_pho|dien_thoai|sdt|so_dt|dtdd|phone|mobile|e?mail|thu_dien_tu',
    'ngay_sinh|nam_sinh|gioi_tinh|dan_toc|nghe_nghiep|full_?name|name|address|content|birth|dob|to_chuc',
    'noi_dung|nd_don|trich_yeu|tom_tat|mo_ta|yeu_cau|dien_bien|ghi_chu|tep|file|dinh_kem|duong_dan|anh|scan|chu_ky|but_tich',
  ].join('|')})(_|\\d|$)`,
);
/** The province of a denouncer leaves anyway. */
const MAY_BE_READ = /^map\.petitioners\b.*\.fields\.province\b/;
/** Texts of later steps, which may name anybody. */
const LATER_TEXT = /\.(?:summary|minutes)\b|^map\.priorResolution\b.*\.result\b/;
const LOOKED_AT = 500;
/** Columns the gateway itself adds to a row: keys, files that were looked at. No column of a source begins so. */
const OWN_COLUMN = '$';

type Column = readonly [collection: string, column: string];

/**
 * Whether a source can hold denunciations and, if so, whether anything of the denouncer, of a text or of a file can
 * come with them: what the file maps, and every column that its queries really return (of a sheet: every title).
 */
export async function proveNotRead(
  definition: SourceDefinition,
  connector: Connector,
): Promise<NotReadProof> {
  const kind = definition.map.fields.get('kind')?.expression;
  const words = wordsOf(kind);
  if (words !== undefined && !words.has('TC')) return withoutDenunciations(definition, connector, kind);
  const described = await connector.describe();
  const problems = [...refused(definition, described), ...exposedBy(definition, described)];
  return { lines: problems.length > 0 ? [] : columnLines(definition, described), problems };
}

/**
 * The same while the gateway runs, before every reading: what a record must keep to so that it may be stored. A source
 * without denunciations is not asked; a kind its map does not know stops it instead.
 * @param describe asks the source anew
 */
export async function keepsToNotRead(
  definition: SourceDefinition,
  describe: () => Promise<SourceDescription>,
): Promise<(record: RawRecord) => boolean> {
  const kind = definition.map.fields.get('kind')?.expression;
  const words = wordsOf(kind);
  if (words !== undefined && !words.has('TC')) return ({ row }) => isKnownKind(definition, kind, row);
  const described = await describe();
  const exposed = exposedBy(definition, described);
  if (exposed.length > 0) throw new GatewayError('GW_S110', exposed.map(problemLine).join('; '));
  const { columns } = described.shape;
  const isProven = (collection: string, row: RawRecord['row']): boolean =>
    Object.keys(row).every((name) => name.startsWith(OWN_COLUMN) || columns.get(collection)?.includes(name));
  return ({ row, children }) =>
    isProven(RECORD, row) &&
    Object.entries(children).every(([name, rows]) => rows.every((one) => isProven(name, one)));
}

function isKnownKind(
  { nulls }: SourceDefinition,
  kind: Expression | undefined,
  row: RawRecord['row'],
): boolean {
  if (kind?.from.kind !== 'column') return true;
  const value = row[kind.from.column];
  const text = value === null || value === undefined ? '' : String(value);
  return text.trim() === '' || nulls.has(text.trim()) || kind.values?.has(fold(text)) === true;
}

/** What a field can become; `undefined`: anything. */
function wordsOf(expression: Expression | undefined): ReadonlySet<string> | undefined {
  if (expression === undefined) return undefined;
  const { from, values } = expression;
  const own = from.kind === 'const' ? [from.text] : values && [...values.values()];
  const other = expression.else === undefined ? [] : wordsOf(expression.else);
  if (own === undefined || other === undefined || own.includes(AMBIGUOUS)) return undefined;
  return new Set([...own, ...other].filter((word) => word !== undefined));
}

/** A register of other kinds: a value its map does not know could still be a denunciation. */
async function withoutDenunciations(
  definition: SourceDefinition,
  connector: Connector,
  kind: Expression | undefined,
): Promise<NotReadProof> {
  const column = kind?.from.kind === 'column' ? kind.from.column : undefined;
  const found = column === undefined ? [] : await connector.valuesOf(RECORD, column, LOOKED_AT);
  const strange = found.filter(
    ({ text }) => !definition.nulls.has(text.trim()) && kind?.values?.has(fold(text)) !== true,
  );
  const reference = definition.columns.find(({ path }) => path.startsWith('map.kind'));
  return {
    lines:
      strange.length > 0 ? [] : [`${definition.id}: không có đơn tố cáo (theo bảng quy đổi của trường kind)`],
    problems: strange.map(({ count }) => ({
      file: definition.file,
      line: reference?.line ?? 1,
      path: 'map.kind',
      message: `${count} dòng có loại đơn ngoài bảng quy đổi, có thể là đơn tố cáo: lọc khỏi khung nhìn này`,
    })),
  };
}

function isOfTheDenouncer(path: string): boolean {
  if (MAY_BE_READ.test(path)) return false;
  return isPersonal(path.replace(/^map\./, '')) || LATER_TEXT.test(path);
}

function mapped({ file, columns }: SourceDefinition): readonly SourceProblem[] {
  return columns
    .filter(({ path }) => isOfTheDenouncer(path))
    .map(({ line, path, column }) => ({
      file,
      line,
      path,
      message: `chính sách not-read: không được khai cột «${column}» cho thông tin người tố cáo, nội dung hay tệp`,
    }));
}

function refused({ file }: SourceDefinition, { problems }: SourceDescription): readonly SourceProblem[] {
  return problems.map(({ line, path, message }) => ({ file, line, path, message }));
}

/**
 * What the file maps of the denouncer; columns that are there and called like something of a person, unless the map says
 * that they are of somebody else; and columns of a query that the file has no use for, which may hold anything.
 */
function exposedBy(definition: SourceDefinition, described: SourceDescription): readonly SourceProblem[] {
  return [...mapped(definition), ...digested(definition), ...returned(definition, described)];
}

/** A digest that is worked out may be of anything; one that is a column is judged by its name, as all columns are. */
function digested(definition: SourceDefinition): readonly SourceProblem[] {
  if (definition.kind === 'file') return [];
  const { digest, digestLine: line } = definition.record;
  if (digest === undefined || /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(digest.trim())) return [];
  const message = 'chính sách not-read: digest phải là tên một cột của query, không phải biểu thức';
  return [{ file: definition.file, line, path: 'record.digest', message }];
}

function returned(definition: SourceDefinition, described: SourceDescription): readonly SourceProblem[] {
  const ofOthers = new Set(
    definition.columns
      .filter(({ path }) => path.startsWith('map.') && !isOfTheDenouncer(path))
      .map(({ collection, column }) => `${collection}.${column}`),
  );
  const personal = shownColumns(described).filter(
    ([collection, column]) => looksPersonal(column) && !ofOthers.has(`${collection}.${column}`),
  );
  const named = new Set(personal.map(([collection, column]) => `${collection}.${column}`));
  const unused = unusedColumns(definition, described).filter(
    ([collection, column]) => !named.has(`${collection}.${column}`),
  );
  const problem = ([collection, column]: Column, why: string): SourceProblem => ({
    file: definition.file,
    ...placeOf(definition, collection),
    message: `chính sách not-read: nguồn trả về cột «${column}» ${why}; bỏ cột này khỏi khung nhìn`,
  });
  return [
    ...personal.map((column) => problem(column, 'giống thông tin người tố cáo')),
    ...unused.map((column) => problem(column, 'mà tệp nguồn không dùng')),
  ];
}

/** Of a sheet only the columns the file names are read at all. */
function unusedColumns(definition: SourceDefinition, { shape }: SourceDescription): readonly Column[] {
  if (definition.kind === 'file') return [];
  const { record, children, columns } = definition;
  const used = new Set(columns.map(({ collection, column }) => `${collection}.${column}`));
  const spoken = new Map([
    [RECORD, wordsOfSql(record.key, record.watermark, record.digest)],
    ...children.map(({ name, parent, orderBy }) => [name, wordsOfSql(parent, orderBy)] as const),
  ]);
  return [...shape.columns].flatMap(([collection, names]) =>
    names
      .filter(
        (name) =>
          !used.has(`${collection}.${name}`) && spoken.get(collection)?.has(name.toLowerCase()) !== true,
      )
      .map((name) => [collection, name] as const),
  );
}

function wordsOfSql(...expressions: readonly (string | undefined)[]): Set<string> {
  return new Set(expressions.flatMap((one) => one?.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []));
}

function looksPersonal(column: string): boolean {
  return LOOKS_PERSONAL.test(
    fold(column.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')).replaceAll(/[^a-z0-9]+/g, '_'),
  );
}

function shownColumns({ shape, unread = [] }: SourceDescription): readonly Column[] {
  return [
    ...[...shape.columns].flatMap(([collection, names]) => names.map((name) => [collection, name] as const)),
    ...unread.map((title) => [RECORD, title] as const),
  ];
}

function placeOf(definition: SourceDefinition, collection: string): Pick<SourceProblem, 'line' | 'path'> {
  if (definition.kind === 'file') return { line: definition.files.line, path: 'files' };
  const child = definition.children.find(({ name }) => name === collection);
  return child === undefined
    ? { line: definition.record.queryLine, path: 'record.query' }
    : { line: child.queryLine, path: `children.${child.name}.query` };
}

function columnLines({ id }: SourceDefinition, described: SourceDescription): readonly string[] {
  const columns = shownColumns(described);
  const collections = [...new Set(columns.map(([collection]) => collection))];
  return collections.map((collection) => {
    const names = columns.filter(([of]) => of === collection).map(([, name]) => name);
    return `${id}: ${collection} có ${names.length} cột, không cột nào của người tố cáo: ${names.join(', ')}`;
  });
}
