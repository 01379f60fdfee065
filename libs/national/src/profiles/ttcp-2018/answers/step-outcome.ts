import type { StepOutcome } from '@kntc/domain';
import type { NationalSettings, StepMethod } from '../../../settings/national-settings';
import type { Answer } from './answer';
import { type KeyCase, memberOf } from './member';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_MESSAGE = 500;

type Settings = Pick<NationalSettings, 'steps' | 'answers' | 'capabilities'>;

export function isGuid(id: string): boolean {
  return GUID.test(id);
}

/**
 * Meaning of an answer to an update. `Id` filled = the far side stands by it, empty with a `Message` = refused (PT);
 * everything that is not certainly one of these leaves the step unknown.
 */
export function stepOutcome(
  answer: Answer,
  method: StepMethod,
  expectedCaseId: string | undefined,
  settings: Settings,
): StepOutcome {
  if (answer.kind === 'not-processed')
    return { kind: 'not-sent', reason: answer.reason, pause: answer.pause };
  const isCreate = method === 'CapNhatVuViec' && expectedCaseId === undefined;
  if (answer.kind === 'unclear')
    return answer.conflict === undefined
      ? { kind: 'unknown', reason: answer.reason }
      : conflictOutcome(answer.conflict.value, isCreate, settings);
  const names = settings.steps[method].answer;
  const { keyCase } = settings.answers;
  const id = textAt(answer.value, names.id, keyCase);
  const message = textAt(answer.value, names.message, keyCase, '');
  if (id === undefined || message === undefined) return { kind: 'unknown', reason: 'shape' };
  if (id !== '') {
    const outcome = judgeId(id, names.names, expectedCaseId);
    const reference = isCreate ? referenceIn(answer.value, settings.answers) : undefined;
    return outcome.kind === 'confirmed' && reference !== undefined ? { ...outcome, reference } : outcome;
  }
  const words = cleanMessage(message);
  return words === '' ? { kind: 'unknown', reason: 'empty-id' } : { kind: 'rejected', message: words };
}

/**
 * "There is one already": of a reference, with the id under which it stands; of a key, that other bytes were taken under
 * it – then what stands there is not what we sent.
 */
function conflictOutcome(value: unknown, isCreate: boolean, settings: Settings): StepOutcome {
  const { steps, answers, capabilities } = settings;
  if (capabilities.idempotencyKey !== false) return { kind: 'wrong-answer', reason: 'key-used-before' };
  const id = textAt(value, steps.CapNhatVuViec.answer.id, answers.keyCase);
  const reference = referenceIn(value, answers);
  const isNamed = isCreate && id !== undefined && isGuid(id) && reference !== undefined;
  return isNamed ? { kind: 'exists', id, reference } : { kind: 'unknown', reason: 'conflict' };
}

/** The reference an answer says it is about, where it says so. */
function referenceIn(value: unknown, { conflict, keyCase }: Settings['answers']): string | undefined {
  if (conflict === undefined) return undefined;
  const reference = textAt(value, conflict.reference, keyCase, '');
  return reference === '' ? undefined : reference;
}

/** `case`: the id of the addressed case must come back. `own`: a new id, which the case's own cannot be (BT). */
function judgeId(id: string, names: 'case' | 'own', expectedCaseId: string | undefined): StepOutcome {
  const isCase = id.toLowerCase() === expectedCaseId?.toLowerCase();
  if (expectedCaseId !== undefined && names === 'case')
    return isCase ? { kind: 'confirmed', id } : { kind: 'wrong-answer', reason: 'id-of-another-case' };
  if (isCase) return { kind: 'wrong-answer', reason: 'id-of-the-case' };
  return isGuid(id) ? { kind: 'confirmed', id } : { kind: 'unknown', reason: 'id-form' };
}

/** Trimmed text of a member, `''` for null; `undefined` when the answer has another shape. */
function textAt(value: unknown, key: string, keyCase: KeyCase, whenMissing?: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = memberOf(value, key, keyCase);
  const member = found === undefined ? whenMissing : found;
  if (member === null) return '';
  return typeof member === 'string' ? member.trim() : undefined;
}

/** One line of at most 500 characters without control, invisible or broken characters. */
function cleanMessage(message: string): string {
  const line = message
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return Array.from(line).slice(0, MAX_MESSAGE).join('').trimEnd();
}
