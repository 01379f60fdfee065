import { LEAST_PRECISION, precisionLowerBound } from './precision-audit';

describe('the lower bound of precision', () => {
  it.each([
    [0, 0, 0],
    [10, 0, 0],
    [1, 1, 0.05],
    [600, 600, 0.99502],
    [597, 597, 0.99499],
    [947, 946, 0.995],
    [100, 95, 0.8977],
  ])('of %i decided pairs with %i right is %d', (decided, right, bound) => {
    expect(precisionLowerBound({ decided, right })).toBeCloseTo(bound, 3);
  });

  it('needs 598 pairs without a mistake, and 947 with one', () => {
    const reaches = (decided: number, wrong: number): boolean =>
      precisionLowerBound({ decided, right: decided - wrong }) >= LEAST_PRECISION;
    expect([reaches(597, 0), reaches(598, 0)]).toEqual([false, true]);
    expect([reaches(946, 1), reaches(947, 1)]).toEqual([false, true]);
  });
});
