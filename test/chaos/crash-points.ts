/**
 * Where a gateway process can be made to die or to stand still: in the doing of each thing that others could see half done. `sent`:
 * it has left and its answer is not there, so nobody knows whether it happened.
 */
export const CRASH_POINTS = [
  'intake commit: before',
  'intake commit: sent',
  'intake commit: after',
  'ring: before',
  'ring: after',
  'lanes: before',
  'lanes: after',
  'intent: before',
  'intent: sent',
  'intent: after',
  'request: before',
  'request: half sent',
  'request: sent',
  'request: answered',
  'outcome: before',
  'outcome: sent',
  'outcome: after',
  'receipt: before',
  'receipt: sent',
  'receipt: after',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

const A_DAY_MS = 86_400_000;

/** `npm run chaos -- --full`: every point; otherwise as many of the day's as fit beside the other rows. */
export function pointsInThisRun(count: number): readonly CrashPoint[] {
  return process.env['KNTC_CHAOS'] === 'full' ? CRASH_POINTS : pointsOfTheDay(count);
}

/** A share of the points, another one every day; the same one for everybody who asks on that day. */
export function pointsOfTheDay(count: number): readonly CrashPoint[] {
  const day = Math.floor(Date.now() / A_DAY_MS);
  return Array.from({ length: count }, (_unused, nth) => {
    const at = (day * count + nth) % CRASH_POINTS.length;
    return CRASH_POINTS[at] ?? CRASH_POINTS[0];
  });
}
