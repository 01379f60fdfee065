import { partialDate, type PartialDate } from '../case/partial-date';

/**
 * A period of report of TT 01/2024/TT-TTCP with its first and last day. Source of the days: `domain.md` §1 (th389.vn a176144): a
 * year runs from 15/12 of the year before to 14/12; the parts of it end on the 14th of their last month.
 */
export interface ReportPeriod {
  /** `2026`, `2026-Q1` … `2026-Q4`, `2026-6T`, `2026-9T`. */
  readonly id: string;
  /** Inclusive. */
  readonly from: PartialDate;
  readonly to: PartialDate;
}

const SHAPE = /^(\d{4})(?:-(Q[1-4]|6T|9T))?$/;

/** First and last day of each part, as month and day; the first of December lies in the year before. */
const PARTS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  '': ['12-15', '12-14'],
  Q1: ['12-15', '03-14'],
  Q2: ['03-15', '06-14'],
  Q3: ['06-15', '09-14'],
  Q4: ['09-15', '12-14'],
  '6T': ['12-15', '06-14'],
  '9T': ['12-15', '09-14'],
};

const FIRST_OF_YEAR = '12-15';

/** Reads the id of a period; `undefined` for any other text. */
export function reportPeriod(id: string): ReportPeriod | undefined {
  const [, yearText = '', part = ''] = SHAPE.exec(id) ?? [];
  const days = PARTS[part];
  if (yearText === '' || days === undefined) return undefined;
  const year = Number(yearText);
  const [first, last] = days;
  const from = partialDate(`${first === FIRST_OF_YEAR ? year - 1 : year}-${first}`);
  const to = partialDate(`${year}-${last}`);
  return from === undefined || to === undefined ? undefined : { id, from, to };
}

/** As people call it: «Quý I năm 2026». */
export function periodName({ id }: ReportPeriod): string {
  const [year = '', part = ''] = id.split('-');
  const name = PERIOD_NAMES[part] ?? part;
  return name === '' ? `năm ${year}` : `${name} năm ${year}`;
}

const PERIOD_NAMES: Readonly<Record<string, string>> = {
  '': '',
  Q1: 'quý I',
  Q2: 'quý II',
  Q3: 'quý III',
  Q4: 'quý IV',
  '6T': '6 tháng đầu',
  '9T': '9 tháng đầu',
};

/** Where a day lies; `unknown`: absent, or of the day only the month or year is known and it does not settle it. */
export type DayPlace = 'before' | 'in' | 'after' | 'unknown';

/** @param day `undefined`: it has not happened, which is no place at all */
export function placeInPeriod(
  day: PartialDate | undefined,
  { from, to }: ReportPeriod,
): DayPlace | undefined {
  if (day === undefined) return undefined;
  const [earliest, latest] = [from.slice(0, day.length), to.slice(0, day.length)];
  if (day < earliest) return 'before';
  if (day > latest) return 'after';
  if (day.length === 10) return 'in';
  return day > earliest && day < latest ? 'in' : 'unknown';
}
