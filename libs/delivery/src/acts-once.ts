import { correlationId, stepName } from '@kntc/domain';
import type { ActsOnce, DueRecord, PlannedStep, Random } from '@kntc/domain';
import { isOpenCreate } from './resolve-unknown';

/** A step as it would leave now. */
export interface MeasuredStep {
  readonly step: PlannedStep;
  readonly bodySha256: string;
  /** Since the record was fetched; its process may have been frozen in between. */
  readonly fetchedForMs: number;
}

/**
 * Whether an attempt whose outcome nobody knows goes out again at once, without settling and without a look-up: where
 * the far side acts once however often it arrives, and only with the very same bytes – under the same key or reference
 * other bytes would be answered as if they were these. A key is trusted for half of its window: what is older may have
 * been forgotten, and is looked up as if there were no key. An answer that could not be verified is looked up too: the
 * far side would only say it again.
 */
export function mayRepeatAtOnce(
  record: DueRecord,
  { step, bodySha256, fetchedForMs }: MeasuredStep,
  actsOnce: ActsOnce,
): boolean {
  const open = record.openAttempt;
  if (record.state !== 'unknown' || open === undefined || open.reason === 'answer-unverified') return false;
  if (stepName(open.key) !== stepName(step.key) || open.bodySha256 !== bodySha256) return false;
  switch (actsOnce.by) {
    case 'nothing':
      return false;
    case 'reference':
      return isOpenCreate(record);
    case 'key':
      return open.sentForMs !== undefined && open.sentForMs + fetchedForMs <= actsOnce.windowMs / 2;
  }
}

/**
 * The key of a step that is sent anew. That of a create is the reference alone, whatever the petition says: two creates
 * of one record can never be two cases – until people say that its confirmed case is gone, for which the old key would be answered
 * with the id that nothing stands under any more. Any other step gets one of its own each time, or a later return to an earlier
 * content would be taken for its repeat.
 */
export function repeatKeyOf(
  { reference, timesGone = 0 }: Pick<DueRecord, 'reference' | 'timesGone'>,
  { key }: PlannedStep,
  isCreate: boolean,
  random: Random,
): string {
  if (isCreate) return timesGone === 0 ? reference : `${reference}.${timesGone}`;
  return [reference, key.kind, key.ordinal, correlationId(random), correlationId(random)].join('.');
}

const SHORTEST_REST_MS = 1_000;
const LONGEST_REST_MS = 900_000;

/**
 * How long a step rests before it is repeated: not at all after its first attempt, then up to as long as it has been going
 * on, 15 minutes at most.
 * @param sentForMs since its first attempt; `undefined`: this was the first
 */
export function restMs(sentForMs: number | undefined, random: Random): number {
  if (sentForMs === undefined) return 0;
  return Math.round(random.next() * Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, sentForMs)));
}
