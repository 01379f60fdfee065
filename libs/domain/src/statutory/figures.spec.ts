import { aCase, aDenunciation, aHandling, anEnforcement, aRound, day } from '../../../../test/builders';
import type { Case } from '../case/case';
import { squareMetres, vnd } from '../case/amounts';
import { viewsOf } from './entry-view';
import { checksOf, figuresOf, FORMS, formsOf, shownAmount } from './figures';
import { statutoryEntry } from './statutory-entry';
import type { StatutoryEntry, StatutoryVisit } from './statutory-entry';
import { reportPeriod, type ReportPeriod } from './report-period';

const PERIOD = reportPeriod('2026-Q2')!;

const form = (id: string) => FORMS.find((one) => one.id === id)!;
const entry = (reference: string, kase: Case, group = reference): StatutoryEntry =>
  statutoryEntry(kase, { reference, agency: 'xa-a', group });
/** Columns that are not nothing, as a person would write them down. */
const filled = (id: string, entries: readonly StatutoryEntry[], period: ReportPeriod = PERIOD) =>
  Object.fromEntries(
    [...figuresOf(form(id), viewsOf(entries, period).views)]
      .filter(([, value]) => value !== 0n)
      .map(([key, value]) => [key, Number(value)]),
  );

/** Ten petitions of one commune, counted by hand. */
const BOOK: readonly StatutoryEntry[] = [
  // Carried over: came in February, accepted in April.
  entry(
    'A',
    aCase({
      petition: { receivedDate: day('2026-02-20') },
      handling: aHandling({ decidedDate: day('2026-04-01') }),
      acceptance: { date: day('2026-04-03'), dueDate: day('2026-05-03'), agencyCode: 'x' },
      rounds: [
        aRound({
          issuedDate: day('2026-05-10'),
          resultCode: '2',
          compensation: {
            moneyReturned: vnd('1500000')!,
            residentialLandReturned: squareMetres('120.5')!,
            productionLandReturned: squareMetres('0.25')!,
          },
          enforcements: [anEnforcement({ date: day('2026-06-01'), moneyReturned: vnd('500000')! })],
        }),
      ],
    }),
  ),
  // Handled before the period: not to be handled in it any more.
  entry(
    'B',
    aCase({
      petition: { receivedDate: day('2026-01-20') },
      handling: aHandling({ decidedDate: day('2026-02-01') }),
    }),
  ),
  // Came in and is not handled.
  entry('C', aCase({ petition: { receivedDate: day('2026-03-15') } })),
  // Handled after the period: on its last day it was not.
  entry(
    'D',
    aCase({
      petition: { receivedDate: day('2026-06-14') },
      handling: aHandling({ decidedDate: day('2026-06-20') }),
    }),
  ),
  // Not eligible.
  entry(
    'E',
    aCase({
      petition: { receivedDate: day('2026-04-02') },
      handling: aHandling({ decidedDate: day('2026-04-05'), eligible: false, directionCode: '6' }),
    }),
  ),
  // Two petitions of one case, both guided.
  ...['F', 'G'].map((reference) =>
    entry(
      reference,
      aCase({
        petition: { receivedDate: day('2026-04-10'), classification: [['KN', 'KN.02']] },
        handling: aHandling({ decidedDate: day('2026-04-12'), directionCode: '7' }),
      }),
      'F',
    ),
  ),
  // A denunciation that follows a conclusion, transferred.
  entry(
    'H',
    aDenunciation({
      petition: { receivedDate: day('2026-05-01'), classification: [['TC', 'TC.01', 'TC.01.05']] },
      priorResolution: { agencyCode: 'x', round: 1, decidedDate: day('2025-10-01') },
      handling: aHandling({ decidedDate: day('2026-05-04'), directionCode: '5' }),
    }),
  ),
  // Came after the period.
  entry('I', aCase({ petition: { receivedDate: day('2026-06-15') } })),
  // Nobody knows in which quarter.
  entry('K', aCase({ petition: { receivedDate: day('2026-06') } })),
];

describe('figures counted by hand', () => {
  it('01/XLD: carried, new, handled, eligible, by kind and where they go', () => {
    expect(filled('01/XLD', BOOK)).toEqual({
      1: 7, // A C D E F G H
      2: 1, // A
      3: 6,
      4: 5, // A E F G H
      5: 2, // C D
      6: 4, // A F G H
      7: 3, // F and G are one case
      8: 3, // A F G
      9: 1, // H
      11: 2, // A by its own decision, H by the one before
      13: 2, // F G
      14: 1, // A
      15: 1,
      18: 3, // F G H
      19: 2,
      20: 1,
    });
  });

  it('02/XLD: complaints by field in cases', () => {
    expect(filled('02/XLD', BOOK)).toEqual({
      1: 6,
      2: 1,
      3: 5,
      4: 4,
      5: 2,
      6: 3,
      7: 2,
      8: 2,
      9: 1,
      11: 1,
      'tư pháp': 1,
      'lần đầu': 1,
      chưa: 1,
      'thẩm quyền lần đầu': 1,
      'hướng dẫn': 1,
    });
  });

  it('03/XLD: denunciations, those that follow a conclusion', () => {
    expect(filled('03/XLD', BOOK)).toEqual({
      1: 1,
      3: 1,
      4: 1,
      6: 1,
      7: 1,
      8: 1,
      14: 1,
      19: 1,
      24: 1,
      25: 1,
    });
  });

  it('01/KQGQ: what was decided in the period, exact to the đồng and the hundredth of a metre', () => {
    expect(filled('01/KQGQ', BOOK)).toEqual({
      5: 1,
      20: 1,
      'phải giải quyết': 1,
      'trả lại tiền': 1_500_000,
      'trả lại đất': 12_075,
      'quá hạn': 1,
    });
    expect([
      shownAmount(1_500_000n, 'money'),
      shownAmount(12_075n, 'area'),
      shownAmount(7n, 'count'),
    ]).toEqual([1.5, 120.75, 7]);
  });

  it('02/KQGQ: what was ordered and what came of it', () => {
    expect(filled('02/KQGQ', BOOK)).toEqual({
      tổng: 1,
      'phải trả tiền': 1_500_000,
      'phải trả đất': 12_075,
      'đã trả tiền': 500_000,
    });
  });

  it('the next period begins with what was left', () => {
    const next = reportPeriod('2026-Q3')!;
    expect(filled('01/XLD', BOOK, next)).toMatchObject({ 1: 3, 2: 2, 3: 1, 4: 1, 5: 2 }); // C D, and I; K still nobody knows
  });

  it('names what it cannot place in time and counts it nowhere', () => {
    expect(viewsOf(BOOK, PERIOD).undated).toEqual(['K']);
  });
});

describe('an equation', () => {
  it('break where a record says what no column takes, and name the record', () => {
    const stored = entry(
      'S',
      aCase({
        petition: { receivedDate: day('2026-04-01') },
        handling: aHandling({ decidedDate: day('2026-04-02'), directionCode: '6' }),
      }),
    );
    const broken = checksOf(form('01/XLD'), viewsOf([stored, ...BOOK], PERIOD).views).filter(
      ({ standing }) => standing === 'broken',
    );
    expect(broken.map(({ text, broken: by }) => [text, by])).toEqual([['6 = 14 + 18', ['S']]]);
  });
});

describe('receptions', () => {
  const visit = (reference: string, changes: Partial<StatutoryVisit>): StatutoryEntry => ({
    reference,
    agency: 'xa-a',
    visit: { date: day('2026-04-15'), people: 1, by: 'regular', isRepeat: false, ...changes },
  });

  it('01/TCD: visits, people, cases, crowds and sessions, with a petition or without', () => {
    const withPetition = entry(
      'P',
      aCase({
        reception: { date: day('2026-04-15'), leader: 'Chủ tịch', periodic: true, delegated: false },
        petitioners: { type: 'group', headCount: 7 },
      }),
    );
    const visits = [
      visit('a', {}),
      visit('b', { people: 5, isRepeat: true }),
      visit('c', { by: 'head' }),
      visit('d', { by: 'delegate', people: 2 }),
      visit('late', { date: day('2026-06-15') }),
    ];
    expect(filled('01/TCD', [withPetition, ...visits])).toEqual({
      1: 5,
      2: 16,
      3: 5,
      4: 2,
      5: 6,
      6: 1,
      7: 1,
      8: 1,
      9: 5,
      11: 1,
      12: 1,
      13: 2,
      14: 8,
      15: 2,
      17: 1,
      18: 7,
      19: 1,
      21: 1,
      22: 1,
      23: 2,
      24: 1,
    });
  });

  it('a delegation after the law ended it stands in no column and is named', () => {
    const late = visit('x', { by: 'delegate', date: day('2026-07-02') });
    const period = reportPeriod('2026-Q3')!;
    const { views } = viewsOf([late], period);
    expect(checksOf(form('01/TCD'), views).map(({ standing, broken }) => [standing, broken])).toEqual([
      ['broken', ['x']],
      ['broken', ['x']],
      ['broken', ['x']],
    ]);
  });
});

describe('the forms that count', () => {
  it('are those in force on the last day of the period', () => {
    expect(formsOf(PERIOD)).toHaveLength(9);
    expect(formsOf(reportPeriod('2023')!)).toHaveLength(0);
  });
});
