import { SEND_WITHIN_DAYS, TIMED_STEPS, type LateDays } from '@kntc/domain';
import { TODAY } from '../brakes/brake-statements';

/** The day before which what becomes due now is sent at the latest, as far as others of its lane let it. */
export const LATEST_SEND_BY = `(${TODAY} + ${SEND_WITHIN_DAYS})`;

/** What was done and is due again takes its turn anew; what waited keeps its place. Of the outbox row `o`. */
export const SEND_BY_ANEW = `send_by = case when o.state = 'done' then ${LATEST_SEND_BY} else o.send_by end`;

/** Days by step as the text of a `date[]`, in the order of {@link TIMED_STEPS}; `null`: none. */
export function daysColumn(days: LateDays | undefined): string | null {
  const all = TIMED_STEPS.map((step) => days?.[step]);
  return all.every((day) => day === undefined) ? null : `{${all.map((day) => day ?? 'NULL').join(',')}}`;
}
