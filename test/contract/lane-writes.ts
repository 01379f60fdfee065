import type { DueRecord, LaneWrite, StepDigests, StepKey } from '@kntc/domain';

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
