import { ADOPTED_BODY } from '@kntc/domain';
import type { SentStep } from '@kntc/domain';
import type { AttemptRow } from './in-memory-tables';

/** Age of the first attempt under the same key that may have arrived. */
export function sinceFirst(
  { repeatKey }: AttemptRow,
  attempts: readonly AttemptRow[],
  nowMs: number,
): number | undefined {
  if (repeatKey === undefined) return undefined;
  const sent = attempts.filter((one) => one.repeatKey === repeatKey && one.outcome !== 'not-sent');
  return sent.length === 0 ? undefined : nowMs - Math.min(...sent.map(({ intentAtMs }) => intentAtMs));
}

export function createdBefore(
  { key, outcome, bodySha256, settledAtMs }: AttemptRow,
  untilMs: number,
): boolean {
  const isOurs = key.kind === 'case' && outcome === 'confirmed' && bodySha256 !== ADOPTED_BODY;
  return isOurs && settledAtMs !== undefined && settledAtMs <= untilMs;
}

/** What was sent of acknowledged steps since, and nobody knows whether it was taken. */
export function unsettledOf(attempts: readonly AttemptRow[]): readonly SentStep[] {
  return attempts.filter(
    ({ key, attemptNo, outcome = 'unknown' }) =>
      outcome === 'unknown' && !attempts.some((one) => isConfirmedLater(one, key, attemptNo)),
  );
}

function isConfirmedLater(
  { key, attemptNo, outcome }: AttemptRow,
  of: AttemptRow['key'],
  thanNo: number,
): boolean {
  return outcome === 'confirmed' && attemptNo > thanNo && key.kind === of.kind && key.ordinal === of.ordinal;
}
