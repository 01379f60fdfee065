import type { DueRecord, IdentityPolicy, NextState } from '@kntc/domain';
import type { NextAction } from './next-action';
import { isRepeatOpen } from './open-attempt';

/** How long a record rests that was judged under another policy: intake judges it again at its next turn. */
const JUDGED_AGAIN_MS = 30_000;

/** Why nothing new of a record may be sent, whoever else may send. */
export type Bar = 'not-accepted' | 'policy-changed';

/**
 * A record that does not count any more, and a denunciation that was judged under another identity policy than the one
 * in force: what may leave of a denouncer is decided by the document in force now, never by one that was withdrawn.
 */
export function barOf(record: DueRecord, policyInForce: IdentityPolicy | undefined): Bar | undefined {
  if (record.barred === true) return 'not-accepted';
  const isDenunciation = record.case.kind === 'TC';
  return isDenunciation && record.identityPolicy !== policyInForce ? 'policy-changed' : undefined;
}

/** Where a record stands when its next action is not to send, or must not be. */
export function stateAfter(
  action: Exclude<NextAction, { readonly kind: 'note' }>,
  record: DueRecord,
  attemptNo: number,
  bar: Bar | undefined,
): NextState {
  if (action.kind === 'done') return { state: 'done' };
  if (action.kind === 'hold')
    return { state: 'held', code: action.code, detail: action.detail ?? '', key: action.key };
  const { retryCount, negativeLookUps } = record;
  // Any delay leaves the row unrung: the sweeper finds it as soon as the record is accepted again.
  const delayMs = bar === undefined ? 0 : bar === 'not-accepted' ? 1 : JUDGED_AGAIN_MS;
  if (!isRepeatOpen(record, action.step, attemptNo)) return { state: 'due', delayMs, retryCount };
  return bar === 'not-accepted'
    ? { state: 'held', code: 'UNKNOWN_OUTCOME', detail: 'barred-while-unknown', key: action.step.key }
    : { state: 'unknown', delayMs, negativeLookUps, fresh: false };
}

/** A transfer is a new record at the far side, which a person decides about; what is open stays the first question. */
export function transferred({ state }: DueRecord, isSettled: boolean): NextState {
  const code = state === 'unknown' && !isSettled ? 'UNKNOWN_OUTCOME' : 'CORRECTION_IMPOSSIBLE';
  return { state: 'held', code, detail: 'agency-changed', key: { kind: 'case', ordinal: 1 } };
}
