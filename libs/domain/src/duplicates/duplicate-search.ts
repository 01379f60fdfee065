import type { PartialDate } from '../case/partial-date';
import { daysBetween } from '../subject/due-on';

/** Days of receipt that one comparison may span, both included: three years. */
export const MOST_SEARCHED_DAYS = 1_096;

/** What is wrong with a period to be compared again; `undefined`: nothing. */
export function wrongSearchPeriod(from: PartialDate, to: PartialDate): string | undefined {
  const days = daysBetween(from, to) + 1;
  if (days < 1) return 'ngày cuối trước ngày đầu';
  return days > MOST_SEARCHED_DAYS ? `mỗi lần nhiều nhất ${MOST_SEARCHED_DAYS} ngày; chia kỳ ra` : undefined;
}
