import { partialDate, type PartialDate } from '../case/partial-date';
import { wrongSearchPeriod } from './duplicate-search';

const day = (text: string): PartialDate => {
  const date = partialDate(text);
  if (date === undefined) throw new Error(text);
  return date;
};

describe('a period to be compared again', () => {
  it.each([
    ['2026-01-01', '2026-01-01', undefined],
    ['2023-01-01', '2025-12-31', undefined],
    ['2023-01-01', '2026-01-01', 'nhiều nhất 1096 ngày'],
    ['2026-01-02', '2026-01-01', 'trước ngày đầu'],
  ])('from %s to %s', (from, to, wrong) => {
    const said = wrongSearchPeriod(day(from), day(to));
    expect(said ?? '').toContain(wrong ?? '');
    expect(said === undefined).toBe(wrong === undefined);
  });
});
