import { aCase, aHandling, anEnforcement, aRound, day } from '../../../../test/builders';
import { compareSides, differencesIn } from './compare-sides';
import { reportPeriod } from './report-period';
import { confirmedEntry, statutoryEntry } from './statutory-entry';

const PERIOD = reportPeriod('2026-Q2')!;

describe('the two sides of a cell', () => {
  const kase = aCase({
    petition: { receivedDate: day('2026-04-01') },
    handling: aHandling({ decidedDate: day('2026-04-02') }),
    acceptance: { date: day('2026-04-03'), dueDate: day('2026-05-03'), agencyCode: 'x' },
    rounds: [
      aRound({ issuedDate: day('2026-05-01'), enforcements: [anEnforcement({ date: day('2026-05-20') })] }),
    ],
    withdrawal: { date: day('2026-05-30'), partial: false },
  });
  const who = { reference: 'A', agency: 'xa-a', group: 'A' };
  const sides = (
    kinds: readonly ['case' | 'handling' | 'acceptance' | 'resolution' | 'enforcement', number][],
  ) => {
    const there = confirmedEntry(
      kinds.map(([kind, ordinal]) => ({ key: { kind, ordinal }, case: kase })),
      who,
    );
    return { local: [statutoryEntry(kase, who)], confirmed: there === undefined ? [] : [there] };
  };
  const differing = (id: string, both: ReturnType<typeof sides>) =>
    compareSides(both, PERIOD)
      .forms.find((one) => one.form.id === id)!
      .total.cells.filter((cell) => cell.differing > 0)
      .map(({ key }) => key);

  it('differ by what is not confirmed yet, and only there', () => {
    const sent = sides([
      ['case', 1],
      ['handling', 1],
    ]);
    expect(differing('01/XLD', sent)).toEqual(['11', '13']);
    expect(differing('01/KQGQ', sent)).toEqual(['phải giải quyết', '5', 'rút đơn', '22', 'đúng hạn']);
  });

  it('differ by everything as long as nothing is confirmed', () => {
    expect(differing('01/XLD', sides([]))).toEqual(['1', '3', '4', '6', '7', '8', '11', '14', '15']);
  });

  it('lead to the case behind a cell', () => {
    const both = sides([['case', 1]]);
    expect(differencesIn(both, PERIOD, { form: '01/XLD', column: '4' })).toEqual([
      { reference: 'A', agency: 'xa-a', local: 1n, confirmed: 0n },
    ]);
    expect(differencesIn(both, PERIOD, { form: '01/XLD', column: 'none' })).toBeUndefined();
  });

  it('differ by what has no channel even when every step is confirmed', () => {
    const all = sides([
      ['case', 1],
      ['handling', 1],
      ['acceptance', 1],
      ['resolution', 1],
      ['enforcement', 1001],
    ]);
    expect(differing('01/KQGQ', all)).toEqual(['rút đơn']);
    expect(differing('02/KQGQ', all)).toEqual([]);
  });
});
