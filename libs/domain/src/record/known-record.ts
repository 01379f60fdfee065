import type { JudgedRecord, KnownRecord } from '../ports/intake-store';

/** Whether a record was judged on what is stored of its key now. */
export function isJudgedOn(record: JudgedRecord, stored: KnownRecord | undefined): boolean {
  const { known } = record;
  if (known === undefined || stored === undefined) return known === stored;
  return (
    known.contentDigest === stored.contentDigest &&
    known.judgedWith === stored.judgedWith &&
    known.decision === stored.decision &&
    known.caseId === stored.caseId &&
    known.version === stored.version &&
    (known.isGone ?? false) === (stored.isGone ?? false)
  );
}
