import type { Tally } from './campaign';
import type { SeedResult } from './run-seed';

/** One seed as a sum of one. */
export function tallyOf({
  seed,
  events,
  requests,
  faults,
  crashes,
  violations,
  traceHash,
}: SeedResult): Tally {
  return {
    seeds: 1,
    events,
    requests,
    faults,
    crashPoints: Object.fromEntries(crashes),
    traces: [`${String(seed).padStart(9, '0')} ${traceHash}`],
    failures: violations.length === 0 ? [] : [{ seed, violations }],
  };
}
