import type { LaneWrite } from '@kntc/domain';
import type { AttemptRow, NationalRecordRow, OutboxRow } from './in-memory-tables';

const NEEDS_A_PERSON: readonly (string | undefined)[] = ['UNKNOWN_OUTCOME', 'WRONG_ANSWER'];

export function closeAttempt(row: NationalRecordRow, { close }: LaneWrite, nowMs: number): void {
  if (close === undefined) return;
  const attempt = row.attempts.findLast((one) => one.attemptNo === close.attemptNo);
  if (attempt === undefined) return;
  attempt.outcome = close.outcome;
  attempt.reason = close.reason;
  attempt.settledAtMs = nowMs;
}

export function confirmStep(row: NationalRecordRow, { confirm }: LaneWrite): void {
  if (confirm === undefined) return;
  const { key, resultId, contentDigest, protectedDigest, identityDigest, comparableDigest, nationalId } =
    confirm;
  row.steps.set(`${key.kind}:${key.ordinal}`, {
    key,
    resultId,
    contentDigest,
    protectedDigest,
    identityDigest,
    comparableDigest,
  });
  if (nationalId !== undefined) row.nationalId = nationalId;
}

export function openAttempt(row: NationalRecordRow, { open }: LaneWrite, nowMs: number): void {
  if (open === undefined) return;
  const {
    attemptNo,
    key,
    bodySha256,
    caseVersion,
    contentDigest,
    protectedDigest,
    identityDigest,
    comparableDigest,
    repeatKey,
  } = open;
  const attempt: AttemptRow = {
    attemptNo,
    key,
    bodySha256,
    caseVersion,
    contentDigest,
    protectedDigest,
    identityDigest,
    comparableDigest,
    repeatKey,
    intentAtMs: nowMs,
    outcome: undefined,
    reason: undefined,
    settledAtMs: undefined,
  };
  row.attempts.push(attempt);
  row.outbox.attemptNo = attemptNo;
}

/** Nothing was opened: an outcome that nobody knows stays unknown, everything else is due again. */
export function putBack(outbox: OutboxRow, { close }: LaneWrite, nowMs: number): void {
  outbox.dueAtMs = nowMs;
  outbox.retryCount = 0;
  if (outbox.state === 'unknown' && close === undefined) return;
  outbox.state = 'due';
  outbox.unknownSinceMs = undefined;
  outbox.negativeLookUps = 0;
}

export function moveOutbox(outbox: OutboxRow, { next, caseVersion }: LaneWrite, nowMs: number): void {
  const isOutdated = outbox.caseVersion > caseVersion;
  const hold = standingHold(next, isOutdated);
  const isEnd = next.state === 'held' || next.state === 'done';
  outbox.state = isEnd && isOutdated && hold === undefined ? 'due' : next.state;
  outbox.holdCode = hold?.code;
  outbox.holdDetail = hold?.detail;
  outbox.holdKey = hold?.key;
  outbox.dueAtMs = nowMs + ('delayMs' in next ? next.delayMs : 0);
  outbox.retryCount = next.state === 'due' ? next.retryCount : 0;
  countDoubt(outbox, next, nowMs);
}

/** A hold about an older version is outdated by a newer one, unless it is about what nobody knows. */
function standingHold(
  next: LaneWrite['next'],
  isOutdated: boolean,
): Extract<LaneWrite['next'], { state: 'held' }> | undefined {
  if (next.state !== 'held') return undefined;
  return !isOutdated || NEEDS_A_PERSON.includes(next.code) ? next : undefined;
}

function countDoubt(outbox: OutboxRow, next: LaneWrite['next'], nowMs: number): void {
  const doubt = next.state === 'unknown' ? next : undefined;
  outbox.negativeLookUps = doubt?.negativeLookUps ?? 0;
  if (doubt === undefined) outbox.unknownSinceMs = undefined;
  else if (doubt.fresh) outbox.unknownSinceMs = nowMs;
}
