import { fieldLabel } from '@kntc/domain';
import type { ColumnFacts } from './column-facts';
import { fieldsHintedBy } from './column-words';
import { fieldAt, lookOf, type ProposedField } from './propose-fields';
import { columnKey, STEP_DATES, type SourceProposal } from './source-proposal';
import { writeExpression } from './write-expression';
import { yamlText } from './yaml-text';

/** What every case needs; a path here without a column is said in the file. */
const NEEDED: readonly (readonly [path: string, example: string])[] = [
  [
    'kind',
    '{ column: …, values: { khieu nai: KN, to cao: TC, "kien nghi, phan anh": KNPA }, otherwise: waiting }',
  ],
  ['receivedDate', '{ column: … }'],
  ['channel', '{ const: Trực tiếp }'],
  ['classification.code', '{ column: … }'],
  ['content', '{ column: … }'],
  ['petitioners.fullName', '{ column: … }'],
];
const MOST_HINTS = 3;
const AGENCY_OF = ['handling', 'acceptance', 'rounds'];
/** Names of the steps in `feeds`. */
const STEPS = { handling: 'handling', acceptance: 'acceptance', resolution: 'rounds' } as const;

/** Fields a case needs and for which no column was found. */
export function unfedFields(proposal: SourceProposal): readonly string[] {
  return NEEDED.map(([path]) => path).filter((path) => !isFed(proposal, path));
}

function isFed({ fields, people }: SourceProposal, path: string): boolean {
  return [...fields, ...(people?.fields ?? [])].some((field) => field.path === path);
}

/** The source file with a remark on every line that a person must look at (CẦN XEM) or finish (CẦN SỬA). */
export function writeSourceFile(proposal: SourceProposal): string {
  const { id, title, dialect, urlEnv, main, startDate } = proposal;
  const { key, watermark, query, people, unused, others } = proposal;
  const heading = [
    `# Đề xuất của «kntc sources init» từ bảng ${main.name} (${main.rows} dòng). Đọc hết, sửa chỗ ghi CẦN SỬA, xem chỗ ghi`,
    `# CẦN XEM rồi xoá các ghi chú đó. Kiểm tra: npm run kntc -- sources check ${id}`,
    `id: ${id} # không bao giờ đổi: nằm trong mã của mọi hồ sơ`,
    title === undefined
      ? `title: ${JSON.stringify(`Sổ đơn (${main.name})`)} # CẦN XEM: tên để cán bộ nhận ra nguồn`
      : `title: ${JSON.stringify(title)}`,
    'kind: sql',
    `connection: { dialect: ${dialect}, urlEnv: ${urlEnv}, schema: ${yamlText(main.schema)} }`,
    'pollEvery: 30s',
    `startDate: ${startDate} # CẦN XEM: đơn tiếp nhận từ ngày này thuộc diện cập nhật`,
    'record:',
    `  query: ${JSON.stringify(query)}`,
    key === undefined
      ? '  key: CẦN_SỬA # CẦN SỬA: chưa thấy cột nào có giá trị ở mọi dòng và không lặp lại'
      : `  key: ${yamlText(key)} # mọi dòng có giá trị, không lặp lại; không bao giờ đổi`,
    watermark === undefined
      ? '  # Chưa thấy cột ghi lúc sửa cuối (có ở mọi dòng): mỗi lần đọc cả bảng. Có cột như vậy thì thêm: watermark: tên_cột'
      : `  watermark: ${yamlText(watermark)} # lúc sửa cuối của dòng`,
    ...(watermark === undefined
      ? []
      : ['  rescan: 12h # đọc lại cả bảng, phòng dòng sửa mà không đổi cột trên']),
    ...(people === undefined
      ? []
      : [
          'children:',
          '  nguoi:',
          `    query: ${JSON.stringify(people.query)}`,
          `    parent: ${yamlText(people.parent)}`,
        ]),
    `feeds: { ${Object.entries(STEPS)
      .map(([step, head]) => `${step}: ${isFed(proposal, STEP_DATES[head] ?? '')}`)
      .join(', ')}, enforcement: false } # CẦN XEM: bước nào nguồn này ghi được`,
    'nulls: ["", "-"]',
    'map:',
    ...mapLines(proposal),
    'timeZone: Asia/Ho_Chi_Minh',
  ];
  const closing = [
    ...(unused.length === 0 ? [] : [`# Cột chưa dùng: ${unused.join(', ')}`]),
    ...unused.flatMap((name) => hintLine(proposal, name)),
    ...(others.length === 0 ? [] : [`# Bảng khác: ${others.join(', ')}`]),
  ];
  return [...heading, ...closing, ''].join('\n');
}

function mapLines(proposal: SourceProposal): readonly string[] {
  const missing = NEEDED.filter(([path]) => unfedFields(proposal).includes(path));
  return [
    ...missing.map(
      ([path, example]) =>
        `  # CẦN SỬA: ${fieldLabel(path)}, bắt buộc, chưa thấy cột nào. Viết: ${path}: ${example}`,
    ),
    agencyLine(proposal),
    ...headsOf(proposal.fields).flatMap((head) => headLines(proposal, head)),
    ...headsOf(proposal.undated).flatMap((head) => undatedLines(proposal, head)),
    ...(proposal.people === undefined ? [] : peopleLines(proposal, proposal.people)),
  ];
}

/** A step without a column of its day: as it would stand in the map, all comments. */
function undatedLines(proposal: SourceProposal, head: string): readonly string[] {
  const date = STEP_DATES[head] ?? '';
  const inside = proposal.undated.filter(({ path }) => path.startsWith(`${head}.`));
  const columns = inside.map(({ facts }) => facts.name).join(', ');
  return [
    `CẦN XEM: cột ${columns} giống một bước, nhưng chưa thấy cột «${fieldLabel(date)}» nên bước này chưa đọc.`,
    'Có cột ngày thì bỏ dấu # các dòng dưới, điền tên cột vào hai chỗ «…», và đặt bước đó ở feeds thành true:',
    `${head}:`,
    '  when: { column: …, present: true }',
    '  fields:',
    `    ${date.split('.').at(-1) ?? ''}: { column: … }`,
    ...inside.flatMap((field) => fieldLines(proposal, field, '    ')),
    ...stepLines(proposal, head).map((line) => line.replace(/^ {6}/, '    ')),
  ].map((line) => `  # ${line}`);
}

/** What a column may hold that nothing was proposed for: a hint for the person, no proposal. */
function hintLine(proposal: SourceProposal, name: string): readonly string[] {
  const fed = [...proposal.fields, ...proposal.undated].map(({ path }) => path);
  const paths = fieldsHintedBy(name).filter((path) => !fed.includes(path));
  if (paths.length === 0) return [];
  const labels = paths.slice(0, MOST_HINTS).map((path) => `${fieldLabel(path)} (${path})`);
  return [`#   ${name}: có thể là ${labels.join('; ')}`];
}

function agencyLine({ agency }: SourceProposal): string {
  return agency === undefined
    ? '  receivingAgency: { const: CẦN_SỬA } # CẦN SỬA: cột hoặc tên cơ quan tiếp nhận, có trong bảng đối chiếu danh mục 2'
    : `  receivingAgency: { const: ${agency.id} }`;
}

/** First parts of the paths, in the order of the fields. */
function headsOf(fields: readonly ProposedField[]): readonly string[] {
  return [...new Set(fields.map(({ path }) => path.split('.')[0] ?? path))];
}

function headLines(proposal: SourceProposal, head: string): readonly string[] {
  const inside = proposal.fields.filter(({ path }) => path.startsWith(`${head}.`));
  const itself = proposal.fields.find(({ path }) => path === head);
  if (itself !== undefined) return fieldLines(proposal, itself, '  ');
  const day = inside.find(({ path }) => path === STEP_DATES[head])?.facts.name;
  return [
    `  ${head}:`,
    ...(day === undefined
      ? []
      : [`    when: { column: ${yamlText(day)}, present: true } # chỉ đơn có ngày này mới có bước này`]),
    '    fields:',
    ...inside.flatMap((field) => fieldLines(proposal, field, '      ')),
    ...stepLines(proposal, head),
  ];
}

/** What a milestone needs beside the columns found. */
function stepLines(proposal: SourceProposal, head: string): readonly string[] {
  const { agency, fields } = proposal;
  const isAgencyMissing = AGENCY_OF.includes(head) && !isFed(proposal, `${head}.agency`);
  const direction = fields.find(({ path }) => path === 'handling.direction')?.facts.name;
  const isEligibleMissing = head === 'handling' && !isFed(proposal, 'handling.eligible');
  return [
    ...(head === 'rounds' && !isFed(proposal, 'rounds.round') ? ['      round: { const: "1" }'] : []),
    ...(!isAgencyMissing
      ? []
      : agency === undefined
        ? ['      # CẦN SỬA: cơ quan của bước này. Viết: agency: { const: … }']
        : [`      agency: { const: ${agency.id} } # CẦN XEM: cơ quan của bước này`]),
    ...(isEligibleMissing
      ? [
          `      # CẦN SỬA: đủ điều kiện xử lý hay không. Viết: eligible: { column: ${yamlText(direction ?? '…')}, true: [thu ly, …], false: [tra don, luu don, …] }`,
        ]
      : []),
  ];
}

function peopleLines(proposal: SourceProposal, { table, fields }: NonNullable<SourceProposal['people']>) {
  return [
    `  petitioners: # bảng ${table}`,
    '    each: nguoi',
    '    fields:',
    ...fields.flatMap((field) => fieldLines(proposal, field, '      ', table)),
  ];
}

const FIELD_BY_KIND =
  'CẦN XEM: mã quốc gia của lĩnh vực khác nhau theo loại đơn (KN…, TC…, PA…). Cần thì ghép: { concat: [{ column: cột loại đơn }, { const: " - " }, { column: cột lĩnh vực }] }';

function fieldLines(
  { values, main }: SourceProposal,
  field: ProposedField,
  indent: string,
  table = main.name,
): readonly string[] {
  const known = values.get(columnKey(table, field.facts.name)) ?? [];
  const { text, remarks } = writeExpression(field, known);
  const name = field.path.split('.').at(-1) ?? field.path;
  return [
    `${indent}${name}: ${text} # ${evidenceOf(field)}`,
    ...[...remarks, ...(field.path === 'classification.code' ? [FIELD_BY_KIND] : [])].map(
      (remark) => `${indent}# ${remark}`,
    ),
  ];
}

/** Why a column was proposed, in counts only. */
export function evidenceOf({ by, path, facts }: ProposedField): string {
  const seen = seenIn(path, facts);
  if (by === 'name-and-values') return `tên cột, ${seen}`;
  return by === 'name' ? `CẦN XEM: chỉ theo tên cột, ${seen}` : `CẦN XEM: chỉ theo giá trị, ${seen}`;
}

function seenIn(path: string, facts: ColumnFacts): string {
  const { filled, looked, distinct } = facts;
  if (filled === 0) return `${looked} dòng đã xem đều trống`;
  const look = lookOf(path);
  if (look !== undefined) return `${look.count(facts)}/${filled} giá trị ${look.words}`;
  return fieldAt(path)?.type === 'code'
    ? `${distinct} giá trị khác nhau`
    : `${filled}/${looked} dòng có giá trị`;
}
