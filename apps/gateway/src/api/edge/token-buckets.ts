import type { Rate } from './edge-limits';

interface Bucket {
  tokens: number;
  atMs: number;
}

/** More callers than these at one time are none of ours: the longest silent one is forgotten, memory stays bounded. */
const MAX_KEYS = 10_000;

/** Counts how much each caller asks: a bucket of `atOnce` requests that fills up by `perSecond`. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly rate: Rate,
    private readonly nowMs: () => number,
  ) {}

  /** Takes one request; 0 when it may pass, else the milliseconds after which one will. */
  take(key: string): number {
    const { atOnce, perSecond } = this.rate;
    const atMs = this.nowMs();
    const before = this.#buckets.get(key) ?? { tokens: atOnce, atMs };
    const filled = Math.min(atOnce, before.tokens + ((atMs - before.atMs) * perSecond) / 1_000);
    const passes = filled >= 1;
    // Deleted first: the order of a map is that of insertion, so the first one is the longest silent.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: passes ? filled - 1 : filled, atMs });
    const oldest = this.#buckets.size > MAX_KEYS ? this.#buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.#buckets.delete(oldest);
    return passes ? 0 : Math.ceil(((1 - filled) * 1_000) / perSecond);
  }

  get size(): number {
    return this.#buckets.size;
  }
}
