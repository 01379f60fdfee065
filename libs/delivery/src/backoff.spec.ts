import fc from 'fast-check';
import { backoffMs } from './backoff';

const always = (fraction: number) => ({ next: () => fraction });

describe('backoff', () => {
  it('doubles its range with every retry, up to fifteen minutes', () => {
    const widest = [0, 1, 2, 3, 9, 10, 50, 1_000].map((retries) => backoffMs(retries, always(1)));
    expect(widest).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000]);
  });

  it('lies anywhere between nothing and its range', () => {
    expect([0, 0.25, 0.5].map((fraction) => backoffMs(2, always(fraction)))).toEqual([0, 1_000, 2_000]);
  });

  it('is a whole number of milliseconds and never longer than fifteen minutes', () => {
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(10_000), fraction, (retries, random) => {
        const ms = backoffMs(retries, always(random));
        expect(Number.isInteger(ms) && ms >= 0 && ms <= 900_000).toBe(true);
      }),
    );
  });
});
