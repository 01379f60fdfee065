import fc from 'fast-check';
import type { PauseCode } from '../ports/pause';
import { drainEstimate } from './drain-estimate';
import { isOutage } from './outage';
import { RAMP_STEPS, rampStep, stepAfterFailure } from './ramp-shares';

describe('a gate that is shut', () => {
  const seen = (code: PauseCode, shutForMs: number, failedProbes: number): boolean =>
    isOutage({ code, shutForMs, failedProbes });

  it.each(['GW_N201', 'GW_N205', 'GW_N206', 'GW_N207', 'GW_P402'] as const)(
    'for %s is an outage at once',
    (code) => {
      expect(seen(code, 0, 0)).toBe(true);
    },
  );

  it.each(['GW_N202', 'GW_N204'] as const)(
    'for %s is one when asked in vain, or after five seconds',
    (code) => {
      expect([seen(code, 4_999, 0), seen(code, 5_000, 0), seen(code, 0, 1)]).toEqual([false, true, true]);
    },
  );
});

describe('the ramp after an outage', () => {
  it('begins at a tenth, rises evenly and is over after its time', () => {
    const steps = [0, 29_999, 30_000, 150_000, 269_999, 270_000].map((ms) => rampStep(1, ms, 300_000));
    expect(steps).toEqual([1, 1, 2, 6, 9, RAMP_STEPS]);
  });

  it('never falls while time goes by, and falls to half at a failure, never below the first step', () => {
    fc.assert(
      fc.property(fc.nat(600_000), fc.nat(600_000), fc.integer({ min: 1, max: 10 }), (early, more, from) => {
        const before = rampStep(from, early, 300_000);
        expect(rampStep(from, early + more, 300_000)).toBeGreaterThanOrEqual(before);
        expect(stepAfterFailure(before)).toBeGreaterThanOrEqual(1);
        expect(stepAfterFailure(before) * 2).toBeLessThanOrEqual(Math.max(2, before));
      }),
    );
  });
});

describe('how long a backlog takes', () => {
  const worked = [
    { asked: 120, done: 40 },
    { asked: 0, done: 0 },
    ...Array.from({ length: 6 }, () => ({ asked: 60, done: 20 })),
  ];
  const basis = { backlog: 240, worked, requestsPerMinute: 'unlimited', rampMs: 0 } as const;

  it('is told from the five busiest minutes', () => {
    expect(drainEstimate(basis)).toEqual({ minutes: 10, recordsPerMinute: 24, from: 'measured' });
  });

  it('is told from the configured rate when that allows less, by the requests a record really took', () => {
    expect(drainEstimate({ ...basis, requestsPerMinute: 36 })).toEqual({
      minutes: 20,
      recordsPerMinute: 12,
      from: 'limit',
    });
  });

  it('takes three requests for each record while none was counted, and tells nothing without any rate', () => {
    expect(drainEstimate({ ...basis, worked: [], requestsPerMinute: 36 })?.minutes).toBe(20);
    expect(drainEstimate({ ...basis, worked: [] })).toBeUndefined();
  });

  it('is longer by what the ramp leaves undone: 45 hundredths of its time', () => {
    expect(drainEstimate({ ...basis, rampMs: 600_000 })?.minutes).toBeCloseTo(14.5);
  });

  it('ends on the ramp when little waits', () => {
    expect(drainEstimate({ ...basis, backlog: 1.2, rampMs: 600_000 })?.minutes).toBeCloseTo(0.5);
    expect(drainEstimate({ ...basis, backlog: 0, rampMs: 600_000 })?.minutes).toBe(0);
  });

  it('never shrinks when more waits', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(900_000), (backlog, more, rampMs) => {
        const of = (waiting: number) => drainEstimate({ ...basis, backlog: waiting, rampMs })?.minutes ?? -1;
        expect(of(backlog + more)).toBeGreaterThanOrEqual(of(backlog));
      }),
    );
  });
});
