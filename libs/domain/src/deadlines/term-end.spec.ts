import fc from 'fast-check';
import { CALENDAR, day } from '../../../../test/builders';
import { WorkingDays } from '../calendar/working-days';
import { daysBetween, dueOn } from '../subject/due-on';
import { termEnd, type Pause } from './term-end';

/** Every day is worked: what a pause adds is seen as it is. */
const WITHOUT_DAYS_OFF = new WorkingDays({
  off: [],
  worked: Array.from({ length: 3_000 }, (_, at) => dueOn(day('2026-01-01'), at)),
  knownYears: [2026, 2033],
});
const from = fc.integer({ min: 0, max: 400 }).map((days) => dueOn(day('2026-01-01'), days));
const count = fc.integer({ min: 1, max: 90 });
const unit = fc.constantFrom('day' as const, 'workingDay' as const);

describe('the end of a term', () => {
  it.each([
    ['30 days that end on a working day', '2026-03-10', 30, 'day', '2026-04-09'],
    ['30 days that end on a Sunday', '2026-03-06', 30, 'day', '2026-04-06'],
    ['30 days that end on the last day before Tết', '2026-01-14', 30, 'day', '2026-02-13'],
    ['30 days that end inside Tết', '2026-01-18', 30, 'day', '2026-02-23'],
    ['7 working days over Tết 2026', '2026-02-12', 7, 'workingDay', '2026-03-02'],
    ['7 working days over Tết 2027', '2027-02-02', 7, 'workingDay', '2027-02-18'],
    ['7 working days over a Saturday worked for a Monday', '2026-08-18', 7, 'workingDay', '2026-08-26'],
    ['7 working days over a Monday off', '2026-08-26', 7, 'workingDay', '2026-09-09'],
    ['a term that ends on a Saturday worked', '2026-07-23', 30, 'day', '2026-08-22'],
    ['a term that begins on a Sunday', '2026-03-08', 1, 'workingDay', '2026-03-09'],
    ['nothing', '2026-03-10', 0, 'workingDay', '2026-03-10'],
  ] as const)('%s', (...[, start, days, of, end]) => {
    expect(termEnd({ start: day(start), count: days, unit: of }, CALENDAR)).toBe(end);
  });

  it('never comes earlier for a term that begins later, or is longer', () => {
    fc.assert(
      fc.property(
        from,
        count,
        unit,
        fc.tuple(fc.nat(20), fc.nat(20)),
        (start, length, of, [later, longer]) => {
          const one = termEnd({ start, count: length, unit: of }, CALENDAR) ?? '';
          const other =
            termEnd({ start: dueOn(start, later), count: length + longer, unit: of }, CALENDAR) ?? '';
          expect(other >= one).toBe(true);
        },
      ),
    );
  });

  it('lies on a working day', () => {
    fc.assert(
      fc.property(from, count, unit, (start, length, of) => {
        const end = termEnd({ start, count: length, unit: of }, CALENDAR);
        expect(end !== undefined && CALENDAR.isWorkingDay(end)).toBe(true);
      }),
    );
  });

  it('moves by exactly the days of a pause inside it', () => {
    fc.assert(
      fc.property(from, count, fc.nat(89), fc.integer({ min: 1, max: 200 }), (start, length, at, paused) => {
        const begins = dueOn(start, 1 + (at % length));
        const pauses = [{ from: begins, until: dueOn(begins, paused) }];
        const without = termEnd({ start, count: length, unit: 'day' }, WITHOUT_DAYS_OFF) ?? start;
        const end = termEnd({ start, count: length, unit: 'day', pauses }, WITHOUT_DAYS_OFF) ?? start;
        expect(daysBetween(without, end)).toBe(paused);
      }),
    );
  });

  it('leaves as many days that count, whatever pauses there are', () => {
    const pause = fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(from, count, unit, fc.array(pause, { maxLength: 4 }), (start, length, of, written) => {
        const pauses = written.map(([at, days]): Pause => {
          const begins = dueOn(start, at);
          return { from: begins, until: dueOn(begins, days) };
        });
        const end = termEnd({ start, count: length, unit: of, pauses }, WITHOUT_DAYS_OFF) ?? start;
        const all = Array.from({ length: daysBetween(start, end) }, (_, at) => dueOn(start, at + 1));
        const isPaused = (one: string): boolean =>
          pauses.some(({ from: a, until: b = '' }) => a <= one && one < b);
        expect(all.filter((one) => !isPaused(one))).toHaveLength(length);
        expect(isPaused(end)).toBe(false);
      }),
    );
  });

  it.each<[string, readonly Pause[], string | undefined]>([
    ['before it', [{ from: day('2026-03-01'), until: day('2026-03-09') }], '2026-04-09'],
    ['behind it', [{ from: day('2026-04-10'), until: day('2026-05-09') }], '2026-04-09'],
    ['ended on the day it began', [{ from: day('2026-03-20'), until: day('2026-03-20') }], '2026-04-09'],
    ['that began before it', [{ from: day('2026-03-01'), until: day('2026-03-16') }], '2026-04-14'],
    [
      'twice, written the wrong way round',
      [
        { from: day('2026-03-30'), until: day('2026-04-02') },
        { from: day('2026-03-20'), until: day('2026-03-24') },
      ],
      '2026-04-16',
    ],
    [
      'twice over the same days',
      [
        { from: day('2026-03-20'), until: day('2026-03-30') },
        { from: day('2026-03-24'), until: day('2026-03-26') },
      ],
      '2026-04-20',
    ],
    ['that has not ended', [{ from: day('2026-03-20') }], undefined],
    ['that began behind it and has not ended', [{ from: day('2026-04-10') }], '2026-04-09'],
  ])('a pause %s', (_what, pauses, end) => {
    const start = day('2026-03-10');
    expect(termEnd({ start, count: 30, unit: 'day', pauses }, CALENDAR)).toBe(end);
  });
});
