import type { Clock } from '@kntc/domain';

/** How much longer the pause between two look-ups is while something waits to be sent. */
const BUSY = 5;
const BUSY_LEAST_MS = 200;

/** Spreads look-ups over the minute, and leaves the far side to delivery while that has something to send. */
export class LookUpPace {
  readonly #everyMs: number;
  #nextMs = Number.NEGATIVE_INFINITY;
  #taken = 0;

  constructor(
    perMinute: number,
    private readonly clock: Clock,
  ) {
    this.#everyMs = 60_000 / perMinute;
  }

  /** Resolves when it is this look-up's turn, or when `signal` fires. */
  async turn(isDeliveryBusy: boolean, signal: AbortSignal): Promise<void> {
    const everyMs = isDeliveryBusy ? Math.max(BUSY * this.#everyMs, BUSY_LEAST_MS) : this.#everyMs;
    const now = this.clock.monotonicMs();
    const at = Math.max(now, this.#nextMs);
    this.#nextMs = at + everyMs;
    this.#taken += 1;
    if (at > now) await this.clock.sleep(at - now, signal);
  }

  /** Look-ups since it was asked last. */
  taken(): number {
    const taken = this.#taken;
    this.#taken = 0;
    return taken;
  }
}
