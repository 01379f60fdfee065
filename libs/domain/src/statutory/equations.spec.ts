import fc from 'fast-check';
import { aCase, aHandling, aRound, day } from '../../../../test/builders';
import { compareSides } from './compare-sides';
import { viewsOf } from './entry-view';
import { checksOf, columnOf, figuresOf, FORMS } from './figures';
import { reportPeriod } from './report-period';
import { CROWD, statutoryEntry } from './statutory-entry';

const HANDLING = FORMS.find(({ id }) => id === '01/XLD')!;

describe('the equations of the forms', () => {
  const date = fc
    .integer({ min: 0, max: 400 })
    .map((days) => day(new Date(Date.UTC(2025, 10, 1) + days * 86_400_000).toISOString().slice(0, 10)));
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const FIELDS = {
    KN: ['KN.01.01', 'KN.01.02.03', 'KN.01.04', 'KN.01.06', 'KN.02.09', 'KN.03', 'KN.04', 'KN.05'],
    TC: ['TC.01.01.02', 'TC.01.02', 'TC.01.05', 'TC.02', 'TC.02.01', 'TC.03.01', 'TC.09'],
    KNPA: ['PA.01', 'PA.09'],
  } as const;
  const RESULTS = { KN: ['1', '2', '6'], TC: ['3', '4', '5', '7'], KNPA: ['9'] } as const;
  /** Entries as records of good data give them: every field and direction is one that the forms know. */
  const anEntry = fc.constantFrom('KN' as const, 'TC' as const, 'KNPA' as const).chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      received: date,
      field: fc.constantFrom(...FIELDS[kind]),
      handled: maybe(date),
      eligible: fc.boolean(),
      direction:
        kind === 'KN' ? fc.constantFrom('2', '3', '4', '7') : fc.constantFrom('2', '3', '4', '5', '7'),
      accepted: maybe(date),
      decided: fc.array(fc.tuple(date, fc.constantFrom(...RESULTS[kind])), { maxLength: 3 }),
      prior: fc.integer({ min: 0, max: 3 }),
      people: fc.integer({ min: 1, max: 12 }),
      visited: maybe(fc.record({ date, periodic: fc.boolean(), copy: fc.integer({ min: 1, max: 3 }) })),
      withdrawn: maybe(date),
      group: fc.constantFrom('one', 'two', 'three', 'four'),
    }),
  );
  const entries = fc.array(anEntry, { maxLength: 30 }).map((all) =>
    all.map((one, index) =>
      statutoryEntry(
        aCase({
          kind: one.kind,
          petition: { receivedDate: one.received, classification: [[one.kind, one.field]] },
          petitioners: { type: one.people >= CROWD ? 'group' : 'individual', headCount: one.people },
          copyIndex: one.visited?.copy ?? 1,
          ...(one.prior > 0 && { priorResolution: { agencyCode: 'x', round: one.prior } }),
          ...(one.visited && {
            reception: { date: one.visited.date, periodic: one.visited.periodic, delegated: false },
          }),
          ...(one.handled && {
            handling: aHandling({
              decidedDate: one.handled,
              eligible: one.eligible,
              directionCode: one.direction,
            }),
          }),
          ...(one.accepted && { acceptance: { date: one.accepted, dueDate: one.accepted, agencyCode: 'x' } }),
          ...(one.withdrawn && { withdrawal: { date: one.withdrawn, partial: false } }),
          rounds: one.decided.map(([issuedDate, resultCode], round) =>
            aRound({ round: round + 1, issuedDate, resultCode }),
          ),
        }),
        { reference: `R${index}`, agency: 'xa-a', group: `${one.kind} ${one.group}` },
      ),
    ),
  );
  const periods = fc.constantFrom('2026', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026-6T', '2026-9T');
  const RUNS = { numRuns: 60 };

  it('hold over every book of good records', () => {
    fc.assert(
      fc.property(entries, periods, (book, id) => {
        const { views } = viewsOf(book, reportPeriod(id)!);
        const results = FORMS.flatMap((one) => checksOf(one, views));
        expect(results.filter(({ standing }) => standing === 'broken')).toEqual([]);
        const known = results.filter(({ standing }) => standing === 'holds');
        expect(known.map(({ rightValue }) => rightValue)).toEqual(known.map(({ leftValue }) => leftValue));
      }),
      RUNS,
    );
  });

  it('do not depend on the order of the records, and two equal sides differ nowhere', () => {
    fc.assert(
      fc.property(entries, periods, (book, id) => {
        const period = reportPeriod(id)!;
        const [views, again] = [viewsOf(book, period).views, viewsOf(book.toReversed(), period).views];
        for (const one of FORMS) expect(figuresOf(one, again)).toEqual(figuresOf(one, views));
        const { forms } = compareSides({ local: book, confirmed: book.toReversed() }, period);
        for (const { total } of forms)
          for (const { local, confirmed, differing } of total.cells)
            expect([confirmed, differing]).toEqual([local, 0]);
      }),
      RUNS,
    );
  });

  it('a quarter takes over exactly what the one before left', () => {
    fc.assert(
      fc.property(entries, (book) => {
        const of = (id: string, key: string) =>
          figuresOf(HANDLING, viewsOf(book, reportPeriod(id)!).views).get(key);
        expect(of('2026-Q2', '2')).toBe(of('2026-Q1', '5'));
        expect(of('2026-Q3', '2')).toBe(of('2026-Q2', '5'));
      }),
      RUNS,
    );
  });

  it('name only columns that there are', () => {
    for (const one of FORMS)
      for (const { left, right } of one.checks)
        for (const key of [left, ...right])
          expect([one.id, key, columnOf(one, key)?.key]).toEqual([one.id, key, key]);
  });
});
