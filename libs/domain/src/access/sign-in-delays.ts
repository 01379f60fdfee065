const MINUTE_S = 60;

/**
 * How long after the n-th try in a row that did not succeed the next one is heard, in seconds; the last one is for
 * all that follow. The first tries are free: people mistype.
 */
export type Delays = readonly number[];

/** For one login name, known or not: 10,000 guesses in a day come to about 55 tries that are heard. */
export const LOGIN_DELAYS_S: Delays = [
  0,
  0,
  0,
  0,
  30,
  MINUTE_S,
  2 * MINUTE_S,
  4 * MINUTE_S,
  8 * MINUTE_S,
  15 * MINUTE_S,
  30 * MINUTE_S,
];

/** For one address, whatever names it tries; an office behind one address signs in by the dozen in the morning. */
export const ADDRESS_DELAYS_S: Delays = [
  ...Array.from({ length: 29 }, () => 0),
  10,
  20,
  40,
  80,
  160,
  5 * MINUTE_S,
  10 * MINUTE_S,
];

/** After this long without a try everything is forgotten. */
export const FORGET_TRIES_AFTER_S = 24 * 60 * MINUTE_S;

/** Wait after the n-th try, counted from one. */
export function delayAfter(delays: Delays, tries: number): number {
  return delays[Math.min(tries, delays.length) - 1] ?? 0;
}
