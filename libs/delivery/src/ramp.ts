import { RAMP_STEPS, rampStep, stepAfterFailure } from '@kntc/domain';
import type { Clock } from '@kntc/domain';

export interface RampOptions {
  /** From the first tenth to the whole limit. 0: there is no ramp. */
  readonly rampMs: number;
  /** Steps that may be sent within a minute at the whole limit. */
  readonly perMinute: number | 'unlimited';
}

/**
 * After an outage everybody wants to send at once, and the far side has just come back: the number of lanes, and the rate
 * where there is one, rise from a tenth to the limit in ten equal steps. A failure on the way puts it back to half of what
 * it had reached. Without an outage before it does nothing at all.
 */
export class Ramp {
  #from = RAMP_STEPS;
  #sinceMs = 0;
  #nextMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: RampOptions,
  ) {}

  /** The far side is back. */
  begin(): void {
    this.#from = 1;
    this.#sinceMs = this.clock.monotonicMs();
  }

  /** Something failed as it does when the far side is not well. */
  noteFailure(): void {
    const step = this.#step;
    if (step >= RAMP_STEPS) return;
    this.#from = stepAfterFailure(step);
    this.#sinceMs = this.clock.monotonicMs();
  }

  /** The part of the limit in use; `undefined`: all of it. */
  get share(): number | undefined {
    const step = this.#step;
    return step >= RAMP_STEPS ? undefined : step / RAMP_STEPS;
  }

  /** Of so many lanes those that may send at once, at least one. */
  lanes(most: number): number {
    return Math.max(1, Math.floor(most * (this.share ?? 1)));
  }

  /** Resolves when the next step may be sent: at once unless the rate is limited and the ramp lasts. */
  async turn(signal: AbortSignal): Promise<void> {
    const { share } = this;
    const { perMinute } = this.options;
    if (share === undefined || perMinute === 'unlimited') return;
    const now = this.clock.monotonicMs();
    const at = Math.max(now, this.#nextMs);
    this.#nextMs = at + 60_000 / (perMinute * share);
    if (at > now) await this.clock.sleep(at - now, signal);
  }

  get #step(): number {
    const { rampMs } = this.options;
    if (this.#from >= RAMP_STEPS || rampMs <= 0) return RAMP_STEPS;
    return rampStep(this.#from, this.clock.monotonicMs() - this.#sinceMs, rampMs);
  }
}
