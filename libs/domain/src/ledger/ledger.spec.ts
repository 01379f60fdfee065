import fc from 'fast-check';
import { WorkingDays } from '../calendar/working-days';
import type { PartialDate } from '../case/partial-date';
import {
  addsUp,
  confirmedShare,
  LEDGER_CLASSES,
  ledgerOf,
  ledgerRows,
  ledgerTotal,
  longWaitSince,
  type LedgerLine,
} from './ledger';

const line = (more: Partial<LedgerLine>): LedgerLine => ({
  agency: 'ttt',
  period: '2026-03',
  kind: 'KN',
  class: 'confirmed',
  isDue: true,
  records: 1,
  ...more,
});

const LINES: fc.Arbitrary<LedgerLine[]> = fc.array(
  fc.record({
    agency: fc.constantFrom('ttt', 'xa-1', 'H507'),
    period: fc.constantFrom('2026-03', '2026-04', undefined),
    kind: fc.constantFrom('KN', 'TC', 'KNPA', undefined),
    class: fc.constantFrom(...LEDGER_CLASSES, undefined),
    cause: fc.constantFrom('UNKNOWN_CODE', 'REJECTED', undefined),
    isDue: fc.boolean(),
    records: fc.integer({ min: 0, max: 1_000 }),
  }),
);

describe('the ledger that must add up', () => {
  it('has a row for each agency, month and type, what is not known last', () => {
    const rows = ledgerOf([
      line({ agency: 'xa-1' }),
      line({ period: undefined, class: 'quarantined', cause: 'BAD_DATE' }),
      line({ kind: 'TC' }),
      line({ class: 'held', cause: 'REJECTED', records: 2 }),
      line({}),
    ]);
    expect(rows.map(({ agency, period, kind, records }) => [agency, period, kind, records])).toEqual([
      ['ttt', '2026-03', 'KN', 3],
      ['ttt', '2026-03', 'TC', 1],
      ['ttt', undefined, 'KN', 1],
      ['xa-1', '2026-03', 'KN', 1],
    ]);
    expect(rows[0]?.causes).toEqual([{ class: 'held', code: 'REJECTED', records: 2 }]);
  });

  it('counts what stands in no class as unaccounted', () => {
    const total = ledgerTotal([line({ records: 4 }), line({ class: undefined, records: 3 })]);
    expect([total.records, total.classes.confirmed, total.unaccounted]).toEqual([7, 4, 3]);
  });

  it('measures what is confirmed by what the law wants there, not by what was parked', () => {
    const total = ledgerTotal([
      line({ records: 3 }),
      line({ class: 'quarantined', cause: 'BAD_DATE', records: 1 }),
      line({ class: 'outOfScope', cause: 'BEFORE_START_CLOSED', isDue: false, records: 90 }),
      line({ class: 'waiting', cause: 'NOT_CLASSIFIED', isDue: false, records: 6 }),
    ]);
    expect(confirmedShare(total)).toBe(0.75);
    expect(confirmedShare(ledgerTotal([]))).toBeUndefined();
  });

  it('adds up, in every row and in the sum of the rows, whatever the lines', () => {
    fc.assert(
      fc.property(LINES, (lines) => {
        const rows = ledgerOf(lines);
        const total = ledgerTotal(lines);
        expect([...rows, total].filter((row) => !addsUp(row))).toEqual([]);
        expect(rows.reduce((sum, row) => sum + row.records, 0)).toBe(total.records);
        expect(rows.reduce((sum, row) => sum + row.unaccounted, 0)).toBe(total.unaccounted);
      }),
    );
  });

  it('shows all agencies a row each, and one agency by month and type', () => {
    const lines = [line({ agency: 'xa-1', kind: 'TC' }), line({}), line({ kind: 'TC' })];
    expect(ledgerRows(lines, undefined).map(({ agency, records }) => [agency, records])).toEqual([
      ['ttt', 2],
      ['xa-1', 1],
    ]);
    const own = lines.filter(({ agency }) => agency === 'ttt');
    expect(ledgerRows(own, 'ttt').map(({ kind }) => kind)).toEqual(['KN', 'TC']);
  });

  it('calls a wait long from the beginning of the fifth working day before today', () => {
    const calendar = new WorkingDays({ off: [], worked: [], knownYears: [2026, 2026] });
    expect(longWaitSince(calendar, '2026-03-09' as PartialDate).toISOString()).toBe(
      '2026-03-01T17:00:00.000Z',
    );
  });

  it('would not hide a class that is not counted', () => {
    const total = ledgerTotal([line({})]);
    expect(addsUp({ ...total, records: 2 })).toBe(false);
  });
});
