/** After an outage the work comes back in so many equal steps: a tenth of the limit first, all of it at the end. */
export const RAMP_STEPS = 10;

/**
 * Steps reached after some time.
 * @param fromStep the step it began at, from 1
 * @param rampMs how long all steps take together
 */
export function rampStep(fromStep: number, elapsedMs: number, rampMs: number): number {
  return fromStep + Math.floor((elapsedMs * RAMP_STEPS) / rampMs);
}

/** Where it begins again after a failure on the way: at half of what it had reached. */
export function stepAfterFailure(step: number): number {
  return Math.max(1, Math.floor(step / 2));
}
