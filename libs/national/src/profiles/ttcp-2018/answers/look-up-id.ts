import type { LookUpOutcome } from '@kntc/domain';
import type { Answer } from './answer';
import { lookUpRequest } from './look-up-outcome';
import { type KeyCase, memberOf } from './member';

/** The search by case id (PT): every other key is empty, so no person and no text is ever looked up. */
export function lookUpIdRequest(caseId: string): Readonly<Record<string, string>> {
  return { ...lookUpRequest(''), MaVuViec: caseId, NoiDung: '' };
}

/** Found when a row carries exactly this id; a far side that ignores the criterion shows other ids, never ours by luck. */
export function lookUpIdOutcome(answer: Answer, caseId: string, keyCase: KeyCase): LookUpOutcome {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  if (!Array.isArray(answer.value)) return { kind: 'failed', reason: 'shape' };
  const ids = answer.value.map((row: unknown) => idOf(row, keyCase));
  if (ids.includes(undefined)) return { kind: 'failed', reason: 'shape' };
  const found = ids.find((id) => id?.toLowerCase() === caseId.toLowerCase());
  return found === undefined ? { kind: 'absent' } : { kind: 'found', caseId: found };
}

function idOf(row: unknown, keyCase: KeyCase): string | undefined {
  const id = typeof row === 'object' && row !== null ? memberOf(row, 'Id', keyCase) : undefined;
  return typeof id === 'string' ? id.trim() : undefined;
}
