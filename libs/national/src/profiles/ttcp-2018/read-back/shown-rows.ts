import {
  markerLine,
  type ReadBackOutcome,
  referenceIn,
  type ShownField,
  type ShownRecord,
} from '@kntc/domain';
import type { Answer } from '../answers/answer';
import { absenceOf, type LookUpRules } from '../answers/look-up-outcome';
import { memberOf } from '../answers/member';
import { isGuid } from '../answers/step-outcome';

/** The fields of a row that can be compared with what was sent, by their canonical names. */
export const SHOWN = {
  name: { name: 'petitioners[0].fullName', kind: 'name' },
  number: { name: 'petitioners[0].idNumber', kind: 'number' },
  content: { name: 'content', kind: 'text' },
} as const satisfies Record<string, Omit<ShownField, 'value'>>;

/** Rows that carry exactly our reference; the others are counted, unless they quote it and so were asked for. */
export function shownByReference(answer: Answer, reference: string, rules: LookUpRules): ReadBackOutcome {
  const rows = rowsOf(answer, rules);
  if ('kind' in rows) return rows;
  const own = rows.filter((row) => row.reference === reference);
  if (own.some(({ caseId }) => !isGuid(caseId))) return { kind: 'failed', reason: 'id-form' };
  const others = rows.filter((row) => row.reference !== reference).map(contentOf);
  const foreign = others.filter((content) => !content.includes(markerLine(reference))).length;
  const absence = own.length > 0 ? 'absent' : absenceOf(others, markerLine(reference), rules);
  if (absence === 'content-not-shown') return { kind: 'failed', reason: absence };
  return { kind: 'shown', records: own.map(withoutMarker), foreign, isWhole: absence === 'absent' };
}

/** Rows under exactly this id. */
export function shownById(answer: Answer, caseId: string, rules: LookUpRules): ReadBackOutcome {
  const rows = rowsOf(answer, rules);
  if ('kind' in rows) return rows;
  const own = rows.filter((row) => row.caseId.toLowerCase() === caseId.toLowerCase());
  const { resultCap } = rules;
  const foreign = rows.length - own.length;
  const isWhole = foreign === 0 || (resultCap !== 'unknown' && rows.length < resultCap);
  return { kind: 'shown', records: own.map(withoutMarker), foreign, isWhole };
}

type Failed = Extract<ReadBackOutcome, { readonly kind: 'failed' }>;

function rowsOf(answer: Answer, { keyCase }: LookUpRules): readonly ShownRecord[] | Failed {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  if (!Array.isArray(answer.value)) return { kind: 'failed', reason: 'shape' };
  const rows = answer.value.map((row: unknown) => recordOf(row, keyCase));
  return rows.every((row) => row !== undefined) ? rows : { kind: 'failed', reason: 'shape' };
}

/** One row as it is shown; `undefined`: no row can be read from it. */
export function recordOf(row: unknown, keyCase: LookUpRules['keyCase']): ShownRecord | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const text = (key: string): string | undefined => {
    const value = memberOf(row, key, keyCase) ?? '';
    return typeof value === 'string' ? value.trim() : undefined;
  };
  const id = memberOf(row, 'Id', keyCase);
  const [name, number, content] = [text('ChuDon'), text('CMTND'), text('NoiDung')];
  if (typeof id !== 'string' || name === undefined || number === undefined || content === undefined)
    return undefined;
  const fields = [
    { ...SHOWN.name, value: name },
    { ...SHOWN.number, value: number },
    { ...SHOWN.content, value: content },
  ];
  return { caseId: id.trim(), reference: referenceIn(content), fields };
}

function contentOf({ fields }: ShownRecord): string {
  return fields.find(({ name }) => name === SHOWN.content.name)?.value ?? '';
}

/** The marker line is ours and no part of what the citizen wrote. */
export function withoutMarker(record: ShownRecord): ShownRecord {
  const { reference, fields } = record;
  if (reference === undefined) return record;
  const marker = markerLine(reference);
  return {
    ...record,
    fields: fields.map((field) =>
      field.name === SHOWN.content.name && field.value.includes(marker)
        ? { ...field, value: field.value.slice(0, field.value.lastIndexOf(marker)).trimEnd() }
        : field,
    ),
  };
}
