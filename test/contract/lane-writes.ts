import type { DueRecord, LaneSession, LaneWrite, StepDigests, StepKey } from '@kntc/domain';

export const CASE_STEP: StepKey = { kind: 'case', ordinal: 1 };
export const DIGESTS: StepDigests = {
  contentDigest: 'content-1',
  protectedDigest: 'protected-1',
  identityDigest: 'identity-1',
};

/** A write for a record as it was fetched. */
export function aWrite(due: DueRecord, changes: Partial<LaneWrite> & Pick<LaneWrite, 'next'>): LaneWrite {
  return {
    recordId: due.recordId,
    expectedAttempt: due.attemptNo,
    caseVersion: due.caseVersion,
    ...changes,
  };
}

/** The intent to send the first step. */
export function openedCase(due: DueRecord): NonNullable<LaneWrite['open']> {
  return {
    attemptNo: due.attemptNo + 1,
    key: CASE_STEP,
    bodySha256: 'body-1',
    caseVersion: due.caseVersion,
    mappingVersion: due.mappingVersion,
    reference: due.reference,
    disclosure: 'full',
    ...DIGESTS,
  };
}

/** The confirmation of the first step under a national id. */
export function confirmedCase(due: DueRecord, nationalId: string): NonNullable<LaneWrite['confirm']> {
  return {
    key: CASE_STEP,
    resultId: nationalId,
    nationalId,
    caseVersion: due.caseVersion,
    bodySha256: 'body-1',
    ...DIGESTS,
  };
}

/** States in which delivery leaves a record, and the hold codes that it gives. */
export type Place =
  | 'done'
  | 'in_flight'
  | 'unknown'
  | 'REJECTED'
  | 'UNKNOWN_OUTCOME'
  | 'WRONG_ANSWER'
  | 'CORRECTION_NEEDS_DECISION'
  | 'CORRECTION_IMPOSSIBLE';

/** Brings a due record into a state the way delivery does: intent for its first step, then an outcome. */
export async function movedTo(place: Place, due: DueRecord, session: LaneSession): Promise<void> {
  await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
  if (place !== 'in_flight')
    await session.commit(aWrite(due, { expectedAttempt: 1, ...outcomeOf(place, due) }));
}

function outcomeOf(
  place: Exclude<Place, 'in_flight'>,
  due: DueRecord,
): Pick<LaneWrite, 'close' | 'confirm' | 'next'> {
  if (place === 'done') {
    return {
      close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
      confirm: confirmedCase(due, `QG-${due.reference}`),
      next: { state: 'done' },
    };
  }
  const close = { attemptNo: 1, outcome: 'unknown', reason: 'timeout' } as const;
  if (place === 'unknown')
    return { close, next: { state: 'unknown', delayMs: 60_000, negativeLookUps: 1, fresh: true } };
  return { close, next: { state: 'held', code: place, detail: 'why', key: CASE_STEP } };
}
