import { fold, isPersonal } from '@kntc/domain';
import type { Connector, SourceDescription } from './connector';
import type { SourceProblem } from './definition/problems';
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
  const problems = [...mapped(definition), ...returned(definition, described)];
  return { lines: problems.length > 0 ? [] : columnLines(definition, described), problems };
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

/** Columns that are there and called like something of a person, unless the map says that they are of somebody else. */
function returned(definition: SourceDefinition, described: SourceDescription): readonly SourceProblem[] {
  const refused = described.problems.map(({ line, path, message }) => ({
    file: definition.file,
    line,
    path,
    message,
  }));
  const ofOthers = new Set(
    definition.columns
      .filter(({ path }) => path.startsWith('map.') && !isOfTheDenouncer(path))
      .map(({ collection, column }) => `${collection}.${column}`),
  );
  const personal = shownColumns(described).filter(
    ([collection, column]) => looksPersonal(column) && !ofOthers.has(`${collection}.${column}`),
  );
  return [
    ...refused,
    ...personal.map(([collection, column]) => ({
      file: definition.file,
      ...placeOf(definition, collection),
      message: `chính sách not-read: nguồn trả về cột «${column}» giống thông tin người tố cáo; bỏ cột này khỏi khung nhìn`,
    })),
  ];
}

function looksPersonal(column: string): boolean {
  return LOOKS_PERSONAL.test(
    fold(column.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')).replaceAll(/[^a-z0-9]+/g, '_'),
  );
}

function shownColumns({ shape, unread = [] }: SourceDescription): readonly (readonly [string, string])[] {
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
