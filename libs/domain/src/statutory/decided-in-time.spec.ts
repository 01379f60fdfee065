import { aCase, aHandling, aRound, day } from '../../../../test/builders';
import type { Case } from '../case/case';
import { viewsOf } from './entry-view';
import { figuresOf, FORMS } from './figures';
import { reportPeriod } from './report-period';
import { statutoryEntry } from './statutory-entry';

const PERIOD = reportPeriod('2026-Q2')!;
const COMPLAINTS = FORMS.find(({ id }) => id === '01/KQGQ')!;

describe('a decision after the day that was laid down at first', () => {
  /** Columns of 01/KQGQ that are not nothing. */
  const inTime = (changes: Partial<Case>): object => {
    const kase = aCase({
      petition: { receivedDate: day('2026-04-01') },
      handling: aHandling({ decidedDate: day('2026-04-02') }),
      acceptance: { date: day('2026-04-10'), dueDate: day('2026-05-10'), agencyCode: 'x' },
      rounds: [aRound({ issuedDate: day('2026-05-20'), resultCode: '2' })],
      ...changes,
    });
    const entry = statutoryEntry(kase, { reference: 'L', agency: 'xa-a', group: 'L' });
    const { views } = viewsOf([entry], PERIOD);
    return Object.fromEntries([...figuresOf(COMPLAINTS, views)].filter(([, value]) => value !== 0n));
  };

  it.each<[string, Partial<Case>, string]>([
    ['is late', {}, 'quá hạn'],
    [
      'is in time by an extension',
      { extensions: [{ date: day('2026-05-08'), dueDate: day('2026-06-01') }] },
      'đúng hạn',
    ],
    [
      'is late after an extension that was too short',
      { extensions: [{ date: day('2026-05-08'), dueDate: day('2026-05-15') }] },
      'quá hạn',
    ],
    [
      'is in time by a suspension',
      { suspensions: [{ date: day('2026-04-20'), resumedDate: day('2026-05-05') }] as Case['suspensions'] },
      'đúng hạn',
    ],
  ])('%s', (_what, changes, column) => {
    const other = column === 'đúng hạn' ? 'quá hạn' : 'đúng hạn';
    expect(inTime(changes)).toMatchObject({ [column]: 1n });
    expect(inTime(changes)).not.toHaveProperty([other]);
  });
});
