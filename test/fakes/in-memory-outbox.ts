import { dateInVietnam, dueOn, SEND_WITHIN_DAYS, TIMED_STEPS } from '@kntc/domain';
import type { LateDays, PartialDate } from '@kntc/domain';
import type { OutboxRow } from './in-memory-tables';

/** Holds that only a person may end: a new version changes nothing about what is not known. */
export const STAYS_HELD: readonly (string | undefined)[] = ['UNKNOWN_OUTCOME', 'WRONG_ANSWER'];

interface Advance {
  readonly version: number;
  readonly mappingVersion: string;
  readonly duplicateOf: string | undefined;
  readonly isBackfill: boolean;
  readonly sendBy: PartialDate;
  readonly nowMs: number;
}

/** A new version makes a finished or data-caused standstill due again. */
export function advanceOutbox(outbox: OutboxRow, advance: Advance): void {
  outbox.caseVersion = advance.version;
  outbox.mappingVersion = advance.mappingVersion;
  outbox.isBackfill = advance.isBackfill;
  if (outbox.state === 'done' || advance.sendBy < outbox.sendBy) outbox.sendBy = advance.sendBy;
  if (outbox.state === 'in_flight' || outbox.state === 'unknown') return;
  if (outbox.state === 'held' && STAYS_HELD.includes(outbox.holdCode)) return;
  const isDuplicate = advance.duplicateOf !== undefined && outbox.attemptNo === 0;
  outbox.state = isDuplicate ? 'held' : 'due';
  outbox.holdCode = isDuplicate ? 'EXACT_DUPLICATE' : undefined;
  outbox.holdDetail = isDuplicate ? advance.duplicateOf : undefined;
  outbox.holdKey = undefined;
  outbox.dueAtMs = advance.nowMs;
  outbox.retryCount = 0;
}

/** A step that stands there already makes nothing urgent. */
export function sendByOf(
  urgent: LateDays = {},
  confirmed: ReadonlyMap<string, unknown>,
  wallMs: number,
): PartialDate {
  const days = TIMED_STEPS.flatMap((step) => (confirmed.has(`${step}:1`) ? [] : (urgent[step] ?? [])));
  const latest = dueOn(dateInVietnam(new Date(wallMs)), SEND_WITHIN_DAYS);
  return days.reduce((first, day) => (day < first ? day : first), latest);
}
