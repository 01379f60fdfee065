import { partialDate } from '@kntc/domain';
import type { PartialDate } from '@kntc/domain';

/** A date of a test; a typo fails at once instead of becoming `undefined`. */
export function day(text: string): PartialDate {
  const date = partialDate(text);
  if (date === undefined) throw new Error(`not a date: ${text}`);
  return date;
}

/** The life of the petition every builder speaks of. */
export const START = '2026-01-01';
export const WRITTEN = day('2026-02-25');
export const RECEIVED = day('2026-03-02');
export const HANDLED = day('2026-03-06');
export const ACCEPTED = day('2026-03-10');
export const DUE = day('2026-05-10');
export const DECIDED = day('2026-04-20');
export const SECOND_DECIDED = day('2026-06-20');
export const ENFORCED = day('2026-05-15');
export const CLOSED = day('2026-06-30');
export const TODAY = day('2026-07-01');
/** Noon of {@link TODAY} in Vietnam. */
export const NOW = new Date('2026-07-01T05:00:00Z');
