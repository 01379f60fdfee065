import { GatewayError, isOfAnAccount, isPauseCode } from '@kntc/domain';
import type { BrakeLook, Clock, Logger, NationalProfile, PauseCode, ShutGate } from '@kntc/domain';

const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 30_000;
/** A missing account costs no request to ask about, and whoever puts it there waits for it. */
const LONGEST_LOCAL_PROBE_MS = 2_000;
/** A small list that every province may read: the cheapest question that proves address, TLS and credentials. */
const PROBE_LIST = 13;

const UNREACHABLE = 'GW_N202';
const OUT_OF_HOURS = 'GW_N206';

/** Reasons that no probe ends, only people do. */
export type HeldCode = NonNullable<BrakeLook['pausedCode']>;

export interface GateState {
  readonly pausedCode?: PauseCode | HeldCode | undefined;
  /** How often the far side has been asked in vain since the pause began. */
  readonly failedProbes: number;
}

interface Paused {
  readonly pausedCode?: PauseCode;
  readonly failedProbes: number;
}

/**
 * One switch, for the far side or for one account of ours there: the first unreachable moment, or the first refusal of
 * the credentials, stops everything that would meet the same, instead of letting every record find out by itself. A
 * cheap read-only probe opens it again.
 */
export class DestinationGate {
  #state: Paused = { failedProbes: 0 };
  #probeAtMs = 0;
  #shutAtMs = 0;
  #probedAtMs: number | undefined;

  constructor(
    private readonly profile: NationalProfile,
    private readonly clock: Clock,
    private readonly logger: Logger,
    /** Whose account asks; without one, any of them. */
    private readonly account?: string,
  ) {}

  get state(): Paused {
    return this.#state;
  }

  /** What may be shown of it while it is shut. */
  get shut(): Omit<ShutGate, 'scope' | 'agencies'> | undefined {
    const { pausedCode, failedProbes } = this.#state;
    if (pausedCode === undefined) return undefined;
    const now = this.clock.monotonicMs();
    return {
      code: pausedCode,
      failedProbes,
      shutForMs: now - this.#shutAtMs,
      lastProbeAgoMs: this.#probedAtMs === undefined ? undefined : now - this.#probedAtMs,
      nextProbeInMs: this.waitMs,
    };
  }

  get isPaused(): boolean {
    return this.#state.pausedCode !== undefined;
  }

  /** Milliseconds until the next probe may run. */
  get waitMs(): number {
    return Math.max(0, this.#probeAtMs - this.clock.monotonicMs());
  }

  pause(code: PauseCode, retryAfterMs?: number): void {
    if (this.isPaused) return;
    this.#state = { pausedCode: code, failedProbes: 0 };
    this.#shutAtMs = this.clock.monotonicMs();
    this.#probedAtMs = undefined;
    this.#probeAtMs = this.#shutAtMs + Math.max(FIRST_PROBE_MS, retryAfterMs ?? 0);
    this.logger.error({ stage: 'delivery', code, ...this.#name }, 'destination paused');
  }

  /** Asks the far side; opens the gate when it answers. `beforeOpen` runs while nothing is sent yet. */
  async probe(beforeOpen?: () => Promise<void>): Promise<void> {
    try {
      await this.profile.codeList(PROBE_LIST, this.account);
    } catch (err) {
      // Whoever refuses our accounts is there: that is for their own gates.
      const isThere = err instanceof GatewayError && isOfAnAccount(err.code);
      if (!isThere || isOfAnAccount(this.#state.pausedCode ?? '')) return this.#stillShut(err);
    }
    this.#probedAtMs = this.clock.monotonicMs();
    await beforeOpen?.();
    this.#open();
  }

  /** The waiting time grows, and whoever looks is told what stands in the way now: hours end, a far side goes away. */
  #stillShut(err: unknown): void {
    const failedProbes = this.#state.failedProbes + 1;
    const { pausedCode = UNREACHABLE } = this.#state;
    const code = codeNow(pausedCode, err);
    if (code !== pausedCode)
      this.logger.error({ stage: 'delivery', code, ...this.#name }, 'destination still paused, now for this');
    this.#state = { pausedCode: code, failedProbes };
    this.#probedAtMs = this.clock.monotonicMs();
    this.#probeAtMs = this.#probedAtMs + Math.min(this.#longestMs, FIRST_PROBE_MS * 2 ** failedProbes);
  }

  #open(): void {
    this.#state = { failedProbes: 0 };
    this.logger.info({ stage: 'delivery', ...this.#name }, 'destination open again');
  }

  get #longestMs(): number {
    return this.#state.pausedCode === 'GW_N205' ? LONGEST_LOCAL_PROBE_MS : LONGEST_PROBE_MS;
  }

  get #name(): { readonly account?: string } {
    return this.account === undefined ? {} : { account: this.account };
  }
}

/**
 * The reason after a failed probe. One account's trouble and the far side's are told apart as before. An answer that
 * is no list gives no reason of its own, but whoever was asked is no longer closed by the hours we know.
 */
function codeNow(before: PauseCode, err: unknown): PauseCode {
  if (!(err instanceof GatewayError)) return before;
  if (isPauseCode(err.code)) return isOfAnAccount(err.code) === isOfAnAccount(before) ? err.code : before;
  return before === OUT_OF_HOURS ? UNREACHABLE : before;
}
