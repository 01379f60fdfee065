import { RAMP_STEPS } from './ramp-shares';

/** What was done within one minute in which something was done. */
export interface WorkedMinute {
  /** Requests to the far side, look-ups included. */
  readonly asked: number;
  /** Records that were finished. */
  readonly done: number;
}

/** From what the time is estimated that a backlog takes. */
export interface DrainBasis {
  /** Records that wait. */
  readonly backlog: number;
  /** Minutes of the last 24 hours in which records were finished. */
  readonly worked: readonly WorkedMinute[];
  readonly requestsPerMinute: number | 'unlimited';
  /** How long the ramp after the outage takes; 0: there is none. */
  readonly rampMs: number;
}

export interface DrainEstimate {
  /** From the moment deliveries succeed again. */
  readonly minutes: number;
  readonly recordsPerMinute: number;
  /** `measured`: what was really reached; `limit`: what the configured rate allows at most. */
  readonly from: 'measured' | 'limit';
}

/** The busiest minutes say what is possible: in the others there was less to do. */
const BUSIEST = 5;
/** Of a record nobody has counted yet: its look-up, its create and the look-up that verifies it. */
const REQUESTS_PER_RECORD = 3;

/**
 * How long a backlog takes once the far side is back: the mean of the five busiest minutes of the last day, at most what
 * the configured rate allows, slower while the ramp lasts. `undefined` when nothing was measured and no rate is set. An
 * estimate: what comes in meanwhile, and how fast the far side answers then, nobody knows.
 */
export function drainEstimate(basis: DrainBasis): DrainEstimate | undefined {
  const busiest = basis.worked.toSorted((a, b) => b.done - a.done).slice(0, BUSIEST);
  const asked = busiest.reduce((sum, minute) => sum + minute.asked, 0);
  const done = busiest.reduce((sum, minute) => sum + minute.done, 0);
  const measured = done > 0 ? done / busiest.length : Number.POSITIVE_INFINITY;
  const perRecord = done > 0 ? Math.max(1, asked / done) : REQUESTS_PER_RECORD;
  const allowed =
    basis.requestsPerMinute === 'unlimited' ? Number.POSITIVE_INFINITY : basis.requestsPerMinute / perRecord;
  const recordsPerMinute = Math.min(measured, allowed);
  if (!Number.isFinite(recordsPerMinute)) return undefined;
  return {
    minutes: minutesFor(basis.backlog, recordsPerMinute, basis.rampMs / 60_000),
    recordsPerMinute,
    from: measured <= allowed ? 'measured' : 'limit',
  };
}

/** Step by step of the ramp, then at full speed. */
function minutesFor(backlog: number, perMinute: number, rampMinutes: number): number {
  let left = backlog;
  for (let step = 1; step < RAMP_STEPS; step += 1) {
    const speed = (perMinute * step) / RAMP_STEPS;
    const within = (speed * rampMinutes) / RAMP_STEPS;
    if (left <= within) return ((step - 1) * rampMinutes) / RAMP_STEPS + left / speed;
    left -= within;
  }
  return ((RAMP_STEPS - 1) * rampMinutes) / RAMP_STEPS + left / perMinute;
}
