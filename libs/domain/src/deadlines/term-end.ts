import type { WorkingDays } from '../calendar/working-days';
import type { PartialDate } from '../case/partial-date';
import { daysBetween, dueOn } from '../subject/due-on';
import type { TermUnit } from './deadline-rules';

/** Days on which a term does not run: from the suspension on, up to and without the day on which it goes on. */
export interface Pause {
  readonly from: PartialDate;
  /** Absent: it has not gone on yet. */
  readonly until?: PartialDate | undefined;
}

export interface Term {
  readonly start: PartialDate;
  readonly count: number;
  readonly unit: TermUnit;
  readonly pauses?: readonly Pause[] | undefined;
}

/**
 * The last day of a term. The day it begins with does not count (BLDS 2015 Đ147), and one in days that ends on a day off ends
 * with the next working day (Đ148(5)). While it is paused no day counts; from the day of the decision to go on it runs on
 * (NĐ 124/2020 Đ28b(2), added by NĐ 155/2026). `undefined`: paused, so that nobody knows the day yet.
 */
export function termEnd(term: Term, calendar: WorkingDays): PartialDate | undefined {
  const pauses = merged(term.pauses ?? [], term.start);
  if (term.unit === 'workingDay') return lastWorkingDay(term, pauses, calendar);
  const last = lastDay(term, pauses);
  return last === undefined ? undefined : workingDayFrom(last, calendar);
}

/** A day that somebody laid down, later by what the term that began with `start` was paused; `undefined`: it is paused still. */
export function movedByPauses(
  day: PartialDate,
  { start, pauses = [] }: Pick<Term, 'start' | 'pauses'>,
): PartialDate | undefined {
  return lastDay({ start, count: daysBetween(start, day), unit: 'day' }, merged(pauses, start));
}

function lastDay({ start, count }: Term, pauses: readonly Pause[]): PartialDate | undefined {
  let last = dueOn(start, count);
  for (const { from, until } of pauses) {
    if (from > last) break;
    if (until === undefined) return undefined;
    last = dueOn(last, daysBetween(from, until));
  }
  return last;
}

function lastWorkingDay(
  { start, count }: Term,
  pauses: readonly Pause[],
  calendar: WorkingDays,
): PartialDate | undefined {
  let last = start;
  for (let left = count; left > 0;) {
    last = calendar.after(last, 1);
    const pause = pauses.find(({ from, until }) => from <= last && (until === undefined || last < until));
    if (pause === undefined) left -= 1;
    else if (pause.until === undefined) return undefined;
  }
  return last;
}

function workingDayFrom(day: PartialDate, calendar: WorkingDays): PartialDate {
  return calendar.isWorkingDay(day) ? day : calendar.after(day, 1);
}

/** In order, none inside another, none before the first day that counts. */
function merged(pauses: readonly Pause[], start: PartialDate): readonly Pause[] {
  const first = dueOn(start, 1);
  const kept: Pause[] = [];
  for (const pause of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = kept.at(-1);
    const isBehind = before === undefined || (before.until !== undefined && before.until <= pause.from);
    const from = isBehind ? (pause.from < first ? first : pause.from) : before.from;
    const until = isBehind ? pause.until : later(before.until, pause.until);
    if (!isBehind) kept.pop();
    if (until === undefined || until > from) kept.push({ from, until });
  }
  return kept;
}

/** No end lies behind every end. */
function later(one: PartialDate | undefined, other: PartialDate | undefined): PartialDate | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one > other ? one : other;
}
