import type { PartialDate } from '../case/partial-date';
import { canonicalJson } from '../digest/canonical-json';
import { dueOn } from '../subject/due-on';

/** Days that are not as their weekday says; full days in Vietnam. */
export interface CalendarDays {
  /** Public holidays and days off in lieu (BLLĐ 2019 Đ112, yearly decisions), also where they fall on a weekend. */
  readonly off: readonly PartialDate[];
  /** Saturdays and Sundays on which offices work, swapped for another day. */
  readonly worked: readonly PartialDate[];
  /** First and last year for which both lists are known. */
  readonly knownYears: readonly [first: number, last: number];
}

const [SUNDAY, SATURDAY] = [0, 6];

/**
 * The working days by which statutory terms run. Outside of the years it was told it knows only weekends: {@link knows} says so,
 * and whoever shows a term shows that too.
 */
export class WorkingDays {
  readonly #off: ReadonlySet<string>;
  readonly #worked: ReadonlySet<string>;

  constructor(private readonly days: CalendarDays) {
    this.#off = new Set(days.off);
    this.#worked = new Set(days.worked);
  }

  /** Whether holidays and swapped days of that day's year are known. */
  knows(day: PartialDate): boolean {
    const [first, last] = this.days.knownYears;
    const year = Number(day.slice(0, 4));
    return first <= year && year <= last;
  }

  /** Changes when any of its days does. */
  get version(): string {
    return canonicalJson(this.days);
  }

  isWorkingDay(day: PartialDate): boolean {
    if (this.#worked.has(day)) return true;
    if (this.#off.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== SATURDAY && weekday !== SUNDAY;
  }

  /** The working day `count` after `from`; `from` itself does not count (BLDS 2015 Đ147). 0: `from`. */
  after(from: PartialDate, count: number): PartialDate {
    return this.#walk(from, count, 1);
  }

  /** The working day `count` before `from`. */
  before(from: PartialDate, count: number): PartialDate {
    return this.#walk(from, count, -1);
  }

  #walk(from: PartialDate, count: number, step: 1 | -1): PartialDate {
    let day = from;
    for (let left = count; left > 0;) {
      day = dueOn(day, step);
      if (this.isWorkingDay(day)) left -= 1;
    }
    return day;
  }
}
