import { isFullDate, partialDate, type PartialDate } from '../case/partial-date';
import { reportPeriod, type ReportPeriod } from './report-period';

/**
 * Months or a report period in which milestones without a channel happened. Their own day decides, not the day their petition came
 * in: somebody has to type each of them in after it happened.
 */
export interface MilestonePeriod extends ReportPeriod {
  /** Those of which no full day is known: they are in no other period. */
  readonly isUndated: boolean;
}

/** The period of the milestones that are dated to no day, in the ledger and in lists. */
export const UNDATED = 'unknown';

const MONTH = /^(\d{4})-(\d{2})$/;
/** Everything is read for it; what happened later than today is not known. */
const LAST_DAY = '9999-12-31' as PartialDate;

/** Reads a month as the ledger names it (`2026-04`, `unknown`), or a report period; `undefined` for any other text. */
export function milestonePeriod(id: string): MilestonePeriod | undefined {
  if (id === UNDATED) return { id, from: LAST_DAY, to: LAST_DAY, isUndated: true };
  const report = reportPeriod(id);
  if (report !== undefined) return { ...report, isUndated: false };
  const from = MONTH.test(id) ? partialDate(`${id}-01`) : undefined;
  const to = ['31', '30', '29', '28'].flatMap((last) => partialDate(`${id}-${last}`) ?? [])[0];
  return from === undefined || to === undefined ? undefined : { id, from, to, isUndated: false };
}

/** Whether a milestone is one of a period. */
export function isOfMilestonePeriod(
  date: PartialDate | undefined,
  { from, to, isUndated }: MilestonePeriod,
): boolean {
  if (date === undefined || !isFullDate(date)) return isUndated;
  return !isUndated && from <= date && date <= to;
}
