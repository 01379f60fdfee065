import { partialDate, type PartialDate } from '../case/partial-date';

const DAY_MS = 86_400_000;

/** The calendar day so many days after another; both are days in Vietnam, so no time of day and no zone plays a part. */
export function dueOn(received: PartialDate, days: number): PartialDate {
  const day = new Date(new Date(`${received}T00:00:00Z`).getTime() + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
  const due = partialDate(day);
  if (due === undefined) throw new Error(`no day ${days} days after ${received}`);
  return due;
}

/** Days from one day to another; negative when the second lies before the first. */
export function daysBetween(from: PartialDate, to: PartialDate): number {
  return Math.round(
    (new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / DAY_MS,
  );
}
