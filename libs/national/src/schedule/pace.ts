import type { Clock } from '@kntc/domain';

/** Spreads requests evenly: no more than so many begin within a minute, in the order in which they came. */
export class Pace {
  readonly #everyMs: number;
  #nextMs = 0;

  constructor(
    perMinute: number | 'unlimited',
    private readonly clock: Clock,
  ) {
    this.#everyMs = perMinute === 'unlimited' ? 0 : 60_000 / perMinute;
  }

  /** Resolves when it is this request's turn, or when `signal` aborts. */
  async turn(signal?: AbortSignal): Promise<void> {
    if (this.#everyMs === 0) return;
    const now = this.clock.monotonicMs();
    const at = Math.max(now, this.#nextMs);
    this.#nextMs = at + this.#everyMs;
    if (at > now) await this.clock.sleep(at - now, signal);
  }
}
