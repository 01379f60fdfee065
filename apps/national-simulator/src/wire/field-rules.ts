import { LIST_NAMES, type CodeLists, type ListNumber } from './code-lists';
import { parseDay, type Day } from './days';
import type { Text } from './requests';

/** A Vietnamese sentence naming the field when something is wrong, null when all is well. */
export type Verdict = string | null;

export interface RuleContext {
  readonly lists: CodeLists;
  readonly today: Day;
}

interface DayLimits {
  readonly mandatory?: boolean;
  readonly futureAllowed?: boolean;
  readonly earliest?: Day;
}

const EARLIEST_DAY: Day = 19900101;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The first complaint of several checks, evaluated lazily and in order. */
export function first(...checks: readonly (() => Verdict)[]): Verdict {
  for (const check of checks) {
    const verdict = check();
    if (verdict !== null) return verdict;
  }
  return null;
}

export function filled(value: Text): string {
  return value === null || value === undefined ? '' : value.trim();
}

export function mandatory(field: string, value: Text): Verdict {
  return filled(value) === '' ? `Trường ${field} không được để trống.` : null;
}

/** An unknown code is refused; an empty one is somebody else's question. */
export function inList(field: string, list: ListNumber, code: Text, { lists }: RuleContext): Verdict {
  if (code === null || code === undefined || code === '' || lists.has(list, code)) return null;
  return `Trường ${field}: mã "${code}" không có trong danh mục ${list} (${LIST_NAMES[list] ?? ''}).`;
}

export function mandatoryCode(field: string, list: ListNumber, code: Text, context: RuleContext): Verdict {
  return mandatory(field, code) ?? inList(field, list, code, context);
}

export function dayRule(field: string, value: Text, today: Day, limits: DayLimits = {}): Verdict {
  const text = filled(value);
  if (text === '') return limits.mandatory ? mandatory(field, value) : null;
  const day = parseDay(text);
  if (day === null) return `Trường ${field}: "${text}" không phải ngày hợp lệ dạng dd/MM/yyyy.`;
  if (day < (limits.earliest ?? EARLIEST_DAY)) return `Trường ${field}: ngày ${text} quá sớm.`;
  if (!limits.futureAllowed && day > today) return `Trường ${field}: ngày ${text} ở tương lai.`;
  return null;
}

export interface Area {
  readonly tinh: Text;
  readonly huyen: Text;
  readonly xa: Text;
}

/** Province, district and commune: known codes of the right level, each below the one above it. */
export function areaRule(prefix: string, suffix: string, area: Area, context: RuleContext): Verdict {
  const levels = [
    { field: `${prefix}.MaTinh${suffix}`, code: filled(area.tinh), digits: 3 },
    { field: `${prefix}.MaHuyen${suffix}`, code: filled(area.huyen), digits: 5 },
    { field: `${prefix}.MaXa${suffix}`, code: filled(area.xa), digits: 7 },
  ];
  let above = '';
  for (const { field, code, digits } of levels) {
    if (code === '') continue;
    const unknown = inList(field, 1, code, context);
    if (unknown !== null) return unknown;
    if (code.length !== digits)
      return `Trường ${field}: mã "${code}" sai cấp địa giới (cần ${digits} chữ số).`;
    if (!code.startsWith(above)) return `Trường ${field}: mã "${code}" không thuộc địa giới "${above}".`;
    above = code;
  }
  return null;
}

/** A file travels as base64 text with its name in a sibling field: both or none. */
export function fileRule(field: string, content: Text, nameField: string, name: Text): Verdict {
  const text = filled(content);
  if (text === '' && filled(name) === '') return null;
  if (text === '') return `Trường ${field} không có nội dung tệp.`;
  if (filled(name) === '') return `Trường ${nameField} không được để trống khi có tệp đính kèm.`;
  if (text.length % 4 !== 0 || !BASE64.test(text))
    return `Trường ${field} không phải nội dung base64 hợp lệ.`;
  return null;
}

export function countRule(prefix: string, figures: Readonly<Record<string, unknown>> | undefined): Verdict {
  for (const [key, value] of Object.entries(figures ?? {})) {
    if (typeof value === 'number' && value < 0) return `Trường ${prefix}.${key} không được là số âm.`;
  }
  return null;
}
