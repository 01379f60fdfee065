import { fold, maskUnlessCode } from '@kntc/domain';
import type { ValueCount } from '../connector';
import { kindsIn } from './column-facts';
import { fieldAt, type ProposedField } from './propose-fields';
import { yamlText } from './yaml-text';

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['nam', 'male'],
  ['nu', 'female'],
]);
/** Words that a boolean field reads by itself. */
const USUAL_FLAGS = new Set(['t', 'f', 'true', 'false', '1', '0', 'x', 'co', 'khong']);

/** What feeds a field, as the source file writes it, with remarks for the person who finishes the file. */
export interface WrittenExpression {
  readonly text: string;
  readonly remarks: readonly string[];
}

/** @param values the different values of the column, for fields of words and flags */
export function writeExpression(field: ProposedField, values: readonly ValueCount[]): WrittenExpression {
  const column = `column: ${yamlText(field.facts.name)}`;
  const { path } = field;
  if (path === 'kind') return kindOf(column, values);
  if (path.endsWith('.gender')) return genderOf(column, values);
  if (fieldAt(path)?.type === 'boolean') return flagOf(column, values);
  const { dateFormat } = field.facts;
  const isDate = fieldAt(path)?.type === 'date' && dateFormat !== undefined;
  return { text: `{ ${column}${isDate ? `, date: [${dateFormat}]` : ''} }`, remarks: [] };
}

function kindOf(column: string, values: readonly ValueCount[]): WrittenExpression {
  const rows: string[] = [];
  const unclear: ValueCount[] = [];
  for (const value of values) {
    const kinds = kindsIn(value.text);
    if (kinds.length === 0) unclear.push(value);
    else rows.push(`${yamlText(fold(value.text))}: ${kinds.length === 1 ? kinds[0] : 'ambiguous'}`);
  }
  return {
    text: `{ ${column}, values: { ${[...new Set(rows)].join(', ')} }, otherwise: waiting }`,
    remarks: unclear.map(unclearRemark),
  };
}

function unclearRemark({ text, count }: ValueCount): string {
  return `CẦN SỬA: giá trị «${maskUnlessCode(text)}» (${count} dòng) chưa rõ nghĩa, hồ sơ sẽ chờ`;
}

function genderOf(column: string, values: readonly ValueCount[]): WrittenExpression {
  const known = values.filter(({ text }) => GENDERS.has(fold(text)));
  const rows = [...new Set(known.map(({ text }) => fold(text)))].map(
    (word) => `${yamlText(word)}: ${GENDERS.get(word) ?? ''}`,
  );
  const others = values.filter((value) => !known.includes(value));
  return {
    text: `{ ${column}, values: { ${rows.join(', ')} }, otherwise: nothing }`,
    remarks: others.map(
      ({ text, count }) =>
        `giá trị «${maskUnlessCode(text)}» (${count} dòng) được bỏ qua; có nghĩa thì thêm vào values`,
    ),
  };
}

/** Words beginning like a denial mean no, the others yes; the person is asked to look. */
function flagOf(column: string, values: readonly ValueCount[]): WrittenExpression {
  const words = [...new Set(values.map(({ text }) => fold(text)))];
  if (words.every((word) => USUAL_FLAGS.has(word))) return { text: `{ ${column} }`, remarks: [] };
  const [no, yes] = [true, false].map((isNo) =>
    words.filter((word) => /^(khong|chua|k|ko|0|f)\b/.test(word) === isNo).map(yamlText),
  );
  return {
    text: `{ ${column}, true: [${yes?.join(', ')}], false: [${no?.join(', ')}] }`,
    remarks: ['CẦN XEM: chia đúng các giá trị vào true và false'],
  };
}
