import fc from 'fast-check';
import type { PartialDate } from '../case/partial-date';
import { WorkingDays } from './working-days';

const day = (text: string): PartialDate => text as PartialDate;

/** Tết 2026 from 16 to 20 February; Monday 31 August is off, Saturday 22 August is worked for it. */
const calendar = new WorkingDays({
  off: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-08-31'].map(day),
  worked: [day('2026-08-22')],
  knownYears: [2026, 2026],
});

describe('working days', () => {
  it.each([
    ['2026-03-02', true],
    ['2026-03-07', false],
    ['2026-03-08', false],
    ['2026-02-17', false],
    ['2026-08-22', true],
    ['2026-08-31', false],
  ])('%s: %s', (date, isWorked) => {
    expect(calendar.isWorkingDay(day(date))).toBe(isWorked);
  });

  it.each([
    ['over a weekend', '2026-03-06', 1, '2026-03-09'],
    ['over Tết', '2026-02-13', 5, '2026-02-27'],
    ['onto a swapped Saturday', '2026-08-21', 1, '2026-08-22'],
    ['not at all', '2026-03-07', 0, '2026-03-07'],
  ])('count %s', (_what, from, count, to) => {
    expect(calendar.after(day(from), count)).toBe(to);
  });

  it('count back to where they came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const start = calendar.after(day('2026-01-05'), offset);
        expect(calendar.before(calendar.after(start, count), count)).toBe(start);
      }),
    );
  });

  it('says of which years it knows no holidays', () => {
    expect([calendar.knows(day('2026-02-17')), calendar.knows(day('2027-02-17'))]).toEqual([true, false]);
  });
});
