import { day } from '../../../../test/builders';
import { periodName, placeInPeriod, reportPeriod } from './report-period';

describe('a period of report', () => {
  it.each([
    ['2026', '2025-12-15', '2026-12-14', 'năm 2026'],
    ['2026-Q1', '2025-12-15', '2026-03-14', 'quý I năm 2026'],
    ['2026-Q2', '2026-03-15', '2026-06-14', 'quý II năm 2026'],
    ['2026-Q3', '2026-06-15', '2026-09-14', 'quý III năm 2026'],
    ['2026-Q4', '2026-09-15', '2026-12-14', 'quý IV năm 2026'],
    ['2026-6T', '2025-12-15', '2026-06-14', '6 tháng đầu năm 2026'],
    ['2026-9T', '2025-12-15', '2026-09-14', '9 tháng đầu năm 2026'],
  ])('%s runs from %s to %s', (id, from, to, name) => {
    const period = reportPeriod(id);
    expect(period).toEqual({ id, from, to });
    expect(period && periodName(period)).toBe(name);
  });

  it.each(['', '26', '2026-Q5', '2026-q1', '2026-3T', '2026-', '0000', 'x2026'])('%j is none', (text) => {
    expect(reportPeriod(text)).toBeUndefined();
  });

  it.each([
    ['2026-03-14', 'before'],
    ['2026-03-15', 'in'],
    ['2026-06-14', 'in'],
    ['2026-06-15', 'after'],
    ['2026-04', 'in'],
    ['2026-02', 'before'],
    ['2026-03', 'unknown'],
    ['2026-06', 'unknown'],
    ['2026', 'unknown'],
    ['2025', 'before'],
    ['2027', 'after'],
  ])('%s lies %s the second quarter', (text, place) => {
    const period = reportPeriod('2026-Q2');
    expect(period && placeInPeriod(day(text), period)).toBe(place);
  });
});
