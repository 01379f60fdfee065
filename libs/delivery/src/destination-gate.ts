import type { Clock, Logger, NationalProfile } from '@kntc/domain';

const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 30_000;
/** A small list that every province may read: the cheapest question that proves address, TLS and credentials. */
const PROBE_LIST = 13;

export interface GateState {
  readonly pausedCode?: string | undefined;
  /** How often the far side has been asked in vain since the pause began. */
  readonly failedProbes: number;
}

/**
 * One switch for the whole destination: the first refusal of our credentials or the first unreachable moment
 * stops all lanes, instead of letting every record find out by itself. A cheap read-only probe opens it again.
 */
export class DestinationGate {
  #state: GateState = { failedProbes: 0 };
  #probeAtMs = 0;

  constructor(
    private readonly profile: NationalProfile,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  get state(): GateState {
    return this.#state;
  }

  get isPaused(): boolean {
    return this.#state.pausedCode !== undefined;
  }

  /** Milliseconds until the next probe may run. */
  get waitMs(): number {
    return Math.max(0, this.#probeAtMs - this.clock.monotonicMs());
  }

  pause(code: string, retryAfterMs?: number): void {
    if (this.isPaused) return;
    this.#state = { pausedCode: code, failedProbes: 0 };
    this.#probeAtMs = this.clock.monotonicMs() + Math.max(FIRST_PROBE_MS, retryAfterMs ?? 0);
    this.logger.error({ stage: 'delivery', code }, 'destination paused');
  }

  /** Asks the far side; opens the gate when it answers. */
  async probe(): Promise<void> {
    try {
      await this.profile.codeList(PROBE_LIST);
      this.#state = { failedProbes: 0 };
      this.logger.info({ stage: 'delivery' }, 'destination open again');
    } catch {
      // Why it failed is already the pause code; only the waiting time grows.
      const failedProbes = this.#state.failedProbes + 1;
      this.#state = { ...this.#state, failedProbes };
      this.#probeAtMs =
        this.clock.monotonicMs() + Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** failedProbes);
    }
  }
}
