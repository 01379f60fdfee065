import { aCase, day } from '../../../../test/builders';
import { compareSides } from './compare-sides';
import { adjusted, changesBetween, frozen } from './frozen-figures';
import { reportPeriod } from './report-period';
import { statutoryEntry } from './statutory-entry';

const PERIOD = reportPeriod('2026-Q2')!;
const figuresOf = (...keys: readonly string[]) =>
  frozen(
    compareSides(
      {
        local: keys.map((reference) =>
          statutoryEntry(aCase({ petition: { receivedDate: day('2026-04-02') } }), {
            reference,
            agency: 'xa-a',
            group: reference,
          }),
        ),
        confirmed: [],
      },
      PERIOD,
    ).forms,
  );

describe('figures that were signed', () => {
  const signed = figuresOf('A');

  it('stay what they were, and what came later shows cell by cell', () => {
    expect(changesBetween(signed, figuresOf('A'))).toEqual([]);
    const changes = changesBetween(signed, figuresOf('A', 'B'));
    expect(changes.filter(({ form, column }) => form === '01/XLD' && column === '1')).toEqual([
      { agency: '', form: '01/XLD', column: '1', before: '1', after: '2' },
      { agency: 'xa-a', form: '01/XLD', column: '1', before: '1', after: '2' },
    ]);
    // To be handled, new, not handled: on the form of all petitions and on that of complaints; the total and the agency.
    expect(changes).toHaveLength(12);
  });

  it('say the new figures once they are adjusted, and what was signed is not touched', () => {
    const now = figuresOf('A', 'B');
    expect(changesBetween(adjusted(signed, changesBetween(signed, now)), now)).toEqual([]);
    expect(signed).toEqual(figuresOf('A'));
  });

  it('of an agency that has nothing any more are nothing', () => {
    const changes = changesBetween(signed, figuresOf());
    expect(new Set(changes.map(({ after }) => after))).toEqual(new Set(['0']));
  });
});
