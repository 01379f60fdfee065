import type { SubjectCaseView } from './subject-view';

/** What an export says beside its cases. Nothing of it depends on what was found. */
export interface ExportHead {
  readonly province: string;
  readonly documentNo: string;
  /** `dd/MM/yyyy`. */
  readonly madeOn: string;
  readonly retention: string;
  readonly withDenunciations: boolean;
}

/** Writes an export piece by piece, so that many cases never stand in memory together. */
export interface ExportDocument {
  readonly begin: (head: ExportHead) => string;
  readonly cases: (views: readonly SubjectCaseView[], isFirst: boolean) => string;
  /** @param count cases that were written */
  readonly end: (count: number) => string;
}

export const LEFT_OUT: readonly string[] = [
  'Không có trong bản này, để không lộ dữ liệu của người khác: những người khác trong cùng đơn, người bị khiếu nại, tố cáo, tên cán bộ.',
  'Nội dung đơn, tóm tắt xử lý, kết quả giải quyết và tệp đính kèm không có trong bản này vì nói về cả người khác; xin bản sao tại cơ quan đã nhận đơn.',
  'Hồ sơ đang chờ bổ sung thông tin chưa có chỉ mục tìm kiếm nên không có trong bản này; hỏi cơ quan đã nhận đơn.',
  'Vụ việc chỉ có trên CSDLQG được tìm theo số giấy tờ ghi ở đó; lượt tiếp công dân: chỉ người được ghi tên trong lượt.',
  'Các lượt tìm kiếm chung trên mọi hồ sơ không gắn với một người nên không liệt kê.',
];
const NOTHING = 'Cổng không tìm thấy dữ liệu nào được trả lời theo yêu cầu này.';

export function scopeLine({ withDenunciations }: ExportHead): string {
  return withDenunciations
    ? 'Phạm vi: khiếu nại, kiến nghị, phản ánh; tố cáo chỉ với tư cách người tố cáo.'
    : 'Phạm vi: khiếu nại, kiến nghị, phản ánh. Bản này không trả lời về đơn tố cáo.';
}

export const JSON_DOCUMENT: ExportDocument = {
  begin: (head) => `{"head":${JSON.stringify({ ...head, leftOut: LEFT_OUT })},"cases":[`,
  cases: (views, isFirst) =>
    views.map((view, index) => `${isFirst && index === 0 ? '' : ','}\n${JSON.stringify(view)}`).join(''),
  end: (count) => `],"count":${count}}\n`,
};

const STYLE = `body{font:12pt/1.45 "Times New Roman",serif;max-width:44em;margin:2em auto;padding:0 1em}
h1{font-size:16pt;text-align:center}h2{font-size:13pt;border-top:1px solid;padding-top:.6em}h3{font-size:12pt;margin-bottom:.2em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.2em .4em;text-align:left;vertical-align:top}
section{break-inside:avoid-page}`;

/** Self-contained: no script, nothing is fetched. */
export const HTML_DOCUMENT: ExportDocument = {
  begin: (head) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Dữ liệu cá nhân trong cổng liên thông</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<h1>Dữ liệu của ông/bà trong cổng liên thông khiếu nại, tố cáo</h1>
${paragraphs([
  `${head.province}. Trả lời yêu cầu: ${head.documentNo}. Ngày lập: ${head.madeOn}.`,
  scopeLine(head),
  `Thời hạn lưu giữ: ${head.retention}`,
  ...LEFT_OUT,
])}
`,
  cases: (views) => views.map(caseOf).join(''),
  end: (count) => `${paragraphs([count === 0 ? NOTHING : `Tổng số hồ sơ: ${count}.`])}\n</body></html>\n`,
};

function caseOf({ kind, source, localKey, dates, roles, records, looks }: SubjectCaseView): string {
  return `<section><h2>${escaped(kind)} – ${escaped(source)}, hồ sơ ${escaped(localKey)}</h2>
${rows(dates)}
${roles.map(({ role, values }) => `<h3>${escaped(role)}</h3>${rows(values)}`).join('\n')}
${records.map(recordOf).join('\n')}
${looksOf(looks)}
</section>
`;
}

function looksOf(looks: SubjectCaseView['looks']): string {
  if (looks === undefined) return '';
  const lines = looks.map((one) => [one.at, one.what, one.by, one.why]);
  return `<h3>Ai đã xem</h3>${lines.length === 0 ? '<p>Chưa có lượt nào.</p>' : cells(lines)}`;
}

function recordOf({ reference, agency, nationalId, sent }: SubjectCaseView['records'][number]): string {
  const steps = sent.map(({ step, at, what, ground }) => [step, at, what, ground]);
  return `<h3>Cơ sở dữ liệu quốc gia</h3>${rows([
    ['Mã hồ sơ địa phương', reference],
    ['Cơ quan', agency],
    ['Mã trên CSDLQG', nationalId],
  ])}${steps.length === 0 ? '<p>Chưa gửi gì.</p>' : cells([['Bước', 'Lúc', 'Gửi gì của ông/bà', 'Căn cứ'], ...steps])}`;
}

function rows(pairs: readonly (readonly [name: string, value: string])[]): string {
  return `<table>${pairs.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</table>`;
}

function cells(lines: readonly (readonly string[])[]): string {
  return `<table>${lines.map((line) => `<tr>${line.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`).join('')}</table>`;
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${escaped(line)}</p>`).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
