import type { PartialDate } from '../case/partial-date';
import { dueOn } from '../subject/due-on';
import { TIMED_STEPS, type LateDays } from './deadlines';

/** What is due waits behind nothing that would show as late more than so many days from now: nobody starves. */
export const SEND_WITHIN_DAYS = 7;

/** What has shown as late for longer is not made worse by another week: it takes its turn like what is not timed. */
const LATE_ANYWAY_DAYS = 30;

/** Whether every day of it passed longer ago: told of a case that is over, it would be told for ever. */
export function isLongAgo(late: LateDays, today: PartialDate): boolean {
  const since = dueOn(today, -LATE_ANYWAY_DAYS);
  return TIMED_STEPS.every((step) => (late[step] ?? '') < since);
}

/**
 * Of {@link LateDays} those that make a record urgent, as the days before which the step should be sent: earlier ones go first.
 * What is late so long that it makes no difference, or not within a week, is left out.
 */
export function urgentDays(late: LateDays, today: PartialDate): LateDays {
  const [first, last] = [dueOn(today, -LATE_ANYWAY_DAYS), dueOn(today, SEND_WITHIN_DAYS)];
  return Object.fromEntries(
    TIMED_STEPS.flatMap((step) => {
      const day = late[step];
      return day !== undefined && first <= day && day < last ? [[step, day]] : [];
    }),
  );
}
