import { fieldLabel } from '@kntc/domain';
import type { CodeSuggestion, CodeToMap, HintedCode, SuggestedCode, SuggestionEvidence } from '@kntc/domain';

/** A code without a national one in one source, with the records that wait for it. */
export interface SoughtCode extends CodeToMap {
  readonly source: string;
  readonly records: number;
  /** Paths it stands at. */
  readonly fields: readonly string[];
}

/** A code and what is proposed for it. */
export type Suggested = SoughtCode & CodeSuggestion;

/** One code, what is proposed for it and why. */
export function suggestionLines(one: Suggested): readonly string[] {
  const { source, list, localCode, name, rows, kind, hints } = one;
  const named = name === undefined ? '' : ` (${name})`;
  const none =
    kind === 'none' ? ['    không có gợi ý: tra danh mục quốc gia, hoặc cơ quan cấp trên (parent)'] : [];
  return [
    `${source}  danh mục ${list}  «${localCode}»${named}${useOf(one)}`,
    ...rows.flatMap((row) => [
      `    → ${targetOf(row)}`,
      ...row.evidence.map((why) => `       ${reason(why)}`),
    ]),
    ...none,
    ...hints.map((hint) => `    ${hintText(hint)}`),
  ];
}

const IS_HINT = 'có thể là cấp trên – không tự dùng';

/** What has the name and is something else: for the eyes of a person only. */
function hintText({ code, nationalName }: HintedCode): string {
  return `(${IS_HINT}: ${code} ${nationalName})`;
}

function useOf({ records, fields }: Suggested): string {
  if (records === 0) return '';
  return `: ${records} hồ sơ chờ, ở ${fields.map((field) => fieldLabel(field)).join('; ')}`;
}

function targetOf({ to, from, until, isDoubtful }: SuggestedCode): string {
  const codes =
    to.length === 1
      ? `${to.join()}${isDoubtful === true ? ' (xem lại: không nói rõ đơn vị cấp nào)' : ''}`
      : `chọn trong ${to.join(', ')}`;
  return [codes, from && `từ ${from}`, until && `đến ${until}`].filter(Boolean).join(' ');
}

const HOW = {
  spelled: 'cùng tên',
  folded: 'cùng tên nếu bỏ dấu',
  bare: 'cùng tên, khác loại đơn vị',
} as const;

function reason(why: SuggestionEvidence): string {
  if (why.kind === 'same-code') return `cùng mã: ${why.nationalName}`;
  if (why.kind === 'same-name') return `${HOW[why.how]}: ${why.localName} = ${why.nationalName}`;
  if (why.kind === 'unit') return `mã GSO của ${why.isNew ? 'xã mới' : 'xã cũ'}: ${why.path}`;
  return `kế thừa: ${why.from} → ${why.to}`;
}

/** A crosswalk file per source, as comments where a person must choose. YAML needs quotes: codes are texts. */
export function proposalFile(items: readonly Suggested[]): string {
  const lines = [
    '# Bản đề nghị của «kntc crosswalk suggest»: chưa dùng. Xem từng dòng rồi chép vào config/crosswalks.',
  ];
  for (const source of new Set(items.map((one) => one.source))) {
    lines.push('---', `source: ${JSON.stringify(source)}`, 'lists:');
    const own = items.filter((one) => one.source === source);
    for (const list of new Set(own.map((one) => one.list))) {
      lines.push(`  ${list}:`);
      for (const one of own.filter((each) => each.list === list)) lines.push(...proposed(one));
    }
  }
  return `${lines.join('\n')}\n`;
}

function proposed({ localCode, name, rows, kind, hints }: Suggested): readonly string[] {
  const why = rows.flatMap(({ evidence }) => evidence.map(reason)).join('; ');
  const note = [name, why, ...hints.map(hintText)]
    .filter((part) => part !== undefined && part !== '')
    .join(' – ');
  const statements = rows.map(({ to, from, until }) => {
    const target = to.length === 1 ? JSON.stringify(to[0]) : JSON.stringify(to);
    return `{ to: ${target}${from === undefined ? '' : `, from: ${from}`}${until === undefined ? '' : `, until: ${until}`} }`;
  });
  const value = statements.length === 1 ? statements.join() : `[${statements.join(', ')}]`;
  const mark = kind === 'sure' ? '' : '# ';
  return [
    `    ${mark}${JSON.stringify(localCode)}: ${kind === 'none' ? '' : value} # ${inOneLine(note)}`.trimEnd(),
  ];
}

function inOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}
