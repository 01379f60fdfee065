import type { KeyObject } from 'node:crypto';
import type { Clock, PlacedKey } from '@kntc/domain';

export interface CacheBounds {
  /** Beyond it the key that was used longest ago goes. 0 keeps nothing. */
  readonly maxKeys: number;
  /** From the moment a key was unwrapped, however often it is used. */
  readonly maxAgeMs: number;
}

interface Entry {
  readonly key: KeyObject;
  readonly sinceMs: number;
}

/** How many times within its longest age the cache looks for keys that nobody asks for any more. */
const SWEEPS_PER_AGE = 4;

/**
 * Data keys that were unwrapped lately. A key is found only by the wrapped form and the place it was unwrapped for, so a
 * stored key that was changed or moved is asked for anew. Dropped keys are `KeyObject`s: Node wipes their memory when it
 * collects them.
 */
export class KeyCache {
  readonly #entries = new Map<string, Entry>();
  #sweptMs = 0;

  constructor(
    private readonly bounds: CacheBounds,
    private readonly clock: Clock,
  ) {}

  get(wanted: PlacedKey): KeyObject | undefined {
    if (this.bounds.maxKeys === 0) return undefined;
    const name = nameOf(wanted);
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    if (this.#isExpired(entry)) return undefined;
    this.#entries.set(name, entry); // to the end: used latest
    return entry.key;
  }

  put(key: PlacedKey, opened: KeyObject): void {
    if (this.bounds.maxKeys === 0) return;
    this.#entries.set(nameOf(key), { key: opened, sinceMs: this.clock.monotonicMs() });
    if (this.#entries.size <= this.bounds.maxKeys) return;
    const [longestUnused] = this.#entries.keys();
    if (longestUnused !== undefined) this.#entries.delete(longestUnused);
  }

  /** Lets go of keys that are too old although nobody asks for them. Called often; looks through all of them seldom. */
  dropExpired(): void {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.#sweptMs < this.bounds.maxAgeMs / SWEEPS_PER_AGE) return;
    this.#sweptMs = nowMs;
    for (const [name, entry] of this.#entries) if (this.#isExpired(entry)) this.#entries.delete(name);
  }

  get size(): number {
    return this.#entries.size;
  }

  #isExpired({ sinceMs }: Entry): boolean {
    return this.clock.monotonicMs() - sinceMs >= this.bounds.maxAgeMs;
  }
}

function nameOf({ place, kek, bytes }: PlacedKey): string {
  const wrapped = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return `${place}\0${kek}\0${wrapped}`;
}
