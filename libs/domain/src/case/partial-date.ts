/**
 * A calendar date of which the day, or day and month, may be unknown: `2026`, `2026-07` or `2026-07-01`. Petitions
 * often give only a year of birth. Dates are local to Asia/Ho_Chi_Minh and carry no time.
 */
export type PartialDate = string & { readonly __partialDate: unique symbol };

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  return leap ? 29 : (DAYS[month - 1] ?? 0);
}

/** Reads `yyyy`, `yyyy-MM` or `yyyy-MM-dd`; anything that is not a real date of the years 1000–9999 is `undefined`. */
export function partialDate(text: string): PartialDate | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  if (Number(year) < 1000) return undefined;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))))
    return undefined;
  return text as PartialDate;
}

/** Whether day, month and year are all known. */
export function isFullDate(date: PartialDate): boolean {
  return date.length === 10;
}

/** Whether `earlier` is certainly after `later`; unknown parts never make a contradiction. */
export function isAfter(first: PartialDate, second: PartialDate): boolean {
  const length = Math.min(first.length, second.length);
  return first.slice(0, length) > second.slice(0, length);
}

/** The calendar date of an instant in Asia/Ho_Chi_Minh (UTC+7 since 13/06/1975). */
export function dateInVietnam(instant: Date): PartialDate {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10) as PartialDate;
}

/** The instant at which the day of `instant` began in Vietnam (UTC+7 without summer time). */
export function startOfDayInVietnam(instant: Date): Date {
  return new Date(`${dateInVietnam(instant)}T00:00:00+07:00`);
}

/** `dd/MM/yyyy`, `MM/yyyy` or `yyyy`, as people and the national wire write dates. */
export function toVietnameseDate(date: PartialDate): string {
  return date.split('-').toReversed().join('/');
}
