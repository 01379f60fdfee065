import { day } from '../../../../test/builders';
import { isOfMilestonePeriod, milestonePeriod } from './milestone-period';

describe('the period of a milestone without a channel', () => {
  it.each([
    ['2026-04', '2026-04-01', '2026-04-30'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-Q2', '2026-03-15', '2026-06-14'],
  ])('%s goes from %s to %s', (id, from, to) => {
    expect(milestonePeriod(id)).toEqual({ id, from, to, isUndated: false });
  });

  it('is nothing else', () => {
    expect(['2026-13', '2026-4', 'Q2', ''].map(milestonePeriod)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each<[string, string | undefined, boolean, boolean]>([
    ['a day of it', '2026-04-30', true, false],
    ['the day after', '2026-05-01', false, false],
    ['a month without a day', '2026-04', false, true],
    ['nothing', undefined, false, true],
  ])('decides by %s', (_what, date, isOfMonth, isUndated) => {
    const [month, undated] = ['2026-04', 'unknown'].map((id) => {
      const period = milestonePeriod(id);
      return period && isOfMilestonePeriod(date === undefined ? undefined : day(date), period);
    });
    expect([month, undated]).toEqual([isOfMonth, isUndated]);
  });
});
