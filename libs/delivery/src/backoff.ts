import type { Random } from '@kntc/domain';

const FIRST_MS = 1_000;
const LONGEST_MS = 900_000;

/** Full jitter: anywhere between nothing and 1 s · 2^retries, at most 15 minutes. */
export function backoffMs(retries: number, random: Random): number {
  return Math.round(random.next() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(retries, 20)));
}
