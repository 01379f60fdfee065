import { accountState } from './account-use';
import { confirmationState, quarterBefore, quarterEnd, quarterStart } from './confirmation';

describe('quarterly confirmation', () => {
  it.each([
    ['2026-01-01', '2026-01-01', '2025-10-01', '2026-03-31'],
    ['2026-06-30', '2026-04-01', '2026-01-01', '2026-06-30'],
    ['2026-11-28', '2026-10-01', '2026-07-01', '2026-12-31'],
  ])('knows the quarter of %s', (day, start, before, end) => {
    expect([quarterStart(day), quarterBefore(day), quarterEnd(day)]).toEqual([start, before, end]);
  });

  it.each([
    ['2026-10-01', 'confirmed'],
    ['2026-09-30', 'due'],
    ['2026-07-01', 'due'],
    ['2026-06-30', 'overdue'],
  ])('of what was last confirmed on %s is %s at the end of November', (confirmedOn, state) => {
    expect(confirmationState({ confirmedOn, endedOn: undefined }, '2026-11-28')).toBe(state);
    expect(confirmationState({ confirmedOn, endedOn: '2026-11-01' }, '2026-11-28')).toBe('ended');
  });
});

describe('how an account stands', () => {
  const at = { now: new Date('2026-11-28T00:00:00Z'), unusedDays: 90 };
  const use = { usedAt: undefined, disabledAt: undefined, removedAt: undefined };
  it.each([
    [{}, 'never'],
    [{ usedAt: new Date('2026-08-30T00:00:00Z') }, 'active'],
    [{ usedAt: new Date('2026-08-29T00:00:00Z') }, 'unused'],
    [{ disabledAt: new Date('2026-11-01T00:00:00Z') }, 'disabled'],
    [
      { disabledAt: new Date('2026-11-01T00:00:00Z'), removedAt: new Date('2026-11-02T00:00:00Z') },
      'removed',
    ],
  ])('%j: %s', (more, state) => {
    expect(accountState({ ...use, ...more }, at)).toBe(state);
  });
});
