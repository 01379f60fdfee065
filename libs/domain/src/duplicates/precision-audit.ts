/** What people said of pairs that the gateway would have joined by itself. */
export interface AuditedPairs {
  readonly decided: number;
  /** Of them duplicates indeed. */
  readonly right: number;
}

/** The 95 % lower bound that pairs must reach before any is joined without a person. */
export const LEAST_PRECISION = 0.995;
const CONFIDENCE = 0.95;
/** Halvings: far below any digit that is shown. */
const STEPS = 60;

/**
 * Lower bound of the precision, one-sided 95 %, exact (Clopper–Pearson): the share below which so many right ones would be
 * seen by chance in one of twenty audits. 0 without pairs. Without a mistake 598 pairs reach {@link LEAST_PRECISION}, with one 947.
 */
export function precisionLowerBound({ decided, right }: AuditedPairs): number {
  if (decided <= 0 || right <= 0) return 0;
  const wrong = decided - right;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (atMostWrong(decided, wrong, middle) > 1 - CONFIDENCE) high = middle;
    else low = middle;
  }
  return low;
}

/** Chance of at most so many wrong ones of `decided` where each is right with this share; summed as logarithms. */
function atMostWrong(decided: number, wrong: number, share: number): number {
  if (share <= 0) return wrong >= decided ? 1 : 0;
  if (share >= 1) return 1;
  let sum = 0;
  let ways = 0;
  for (let k = 0; k <= wrong; k += 1) {
    if (k > 0) ways += Math.log(decided - k + 1) - Math.log(k);
    sum += Math.exp(ways + k * Math.log(1 - share) + (decided - k) * Math.log(share));
  }
  return sum;
}
