import { closedAt } from './opening-hours';
import { Pace } from './pace';

const open = { validity: { from: '', until: '' }, maintenance: [] };

describe('when the far side may be spoken to', () => {
  it('is always, unless something is declared', () => {
    expect(closedAt(open, new Date('2026-11-22T00:00:00Z'))).toBeUndefined();
  });

  it.each([
    ['2026-11-21T16:59:59Z', 'profile-not-yet-valid'],
    ['2026-11-21T17:00:00Z', undefined],
    ['2026-11-30T16:59:59Z', undefined],
    ['2026-11-30T17:00:00Z', 'profile-expired'],
  ])('is from the first to the last day of the profile, in Vietnam: %s', (iso, reason) => {
    const validity = { from: '2026-11-22', until: '2026-11-30' };
    expect(closedAt({ ...open, validity }, new Date(iso))?.reason).toBe(reason);
  });

  it('begins at midnight, and is asked again then', () => {
    const validity = { from: '2026-11-22', until: '' };
    expect(closedAt({ ...open, validity }, new Date('2026-11-21T16:30:00Z'))?.remainingMs).toBe(1_800_000);
  });

  // 2026-11-21 is a Saturday; 15:00 UTC is 22:00 in Vietnam.
  it.each([
    ['2026-11-21T14:59:00Z', undefined],
    ['2026-11-21T15:00:00Z', 7 * 3_600_000],
    ['2026-11-21T21:30:00Z', 1_800_000],
    ['2026-11-21T22:00:00Z', undefined],
    ['2026-11-20T15:30:00Z', undefined],
    ['2026-11-22T15:30:00Z', undefined],
  ])('pauses for a window that passes midnight: %s', (iso, remainingMs) => {
    const maintenance = [{ days: ['sat' as const], from: '22:00', until: '05:00' }];
    expect(closedAt({ ...open, maintenance }, new Date(iso))?.remainingMs).toBe(remainingMs);
  });

  it('waits for the later of two windows', () => {
    const maintenance = [
      { days: ['sat' as const], from: '22:00', until: '23:00' },
      { days: ['sat' as const], from: '22:30', until: '22:45' },
    ];
    expect(closedAt({ ...open, maintenance }, new Date('2026-11-21T15:30:00Z'))?.remainingMs).toBe(1_800_000);
  });
});

describe('the pace of requests', () => {
  function paced(perMinute: number | 'unlimited') {
    const waits: number[] = [];
    let nowMs = 1_000;
    const clock = {
      monotonicMs: () => nowMs,
      now: () => new Date(nowMs),
      sleep: async (ms: number) => void waits.push(ms),
      turn: () => Promise.resolve(),
    };
    return { pace: new Pace(perMinute, clock), waits, pass: (ms: number) => (nowMs += ms) };
  }

  it('spreads them evenly over the minute and saves nothing up', async () => {
    const { pace, waits, pass } = paced(60);
    await Promise.all([pace.turn(), pace.turn(), pace.turn()]);
    expect(waits).toEqual([1_000, 2_000]);
    pass(60_000);
    await Promise.all([pace.turn(), pace.turn()]);
    expect(waits).toEqual([1_000, 2_000, 1_000]);
  });

  it('waits for nobody where none is declared', async () => {
    const { pace, waits } = paced('unlimited');
    await Promise.all([pace.turn(), pace.turn()]);
    expect(waits).toEqual([]);
  });
});
