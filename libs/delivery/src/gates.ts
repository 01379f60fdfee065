import { isOfAnAccount } from '@kntc/domain';
import type { Clock, Logger, NationalProfile, Pause } from '@kntc/domain';
import { DestinationGate } from './destination-gate';
import type { GateState } from './destination-gate';

/** What a record sees of the gates: the far side's and that of its agency's account. */
export interface RecordGate {
  readonly isPaused: boolean;
  /** Milliseconds until it may open, at the earliest. */
  readonly waitMs: number;
  pause(pause: Pause): void;
}

export interface GatesState extends GateState {
  /** Accounts that are paused, with the reason; the others go on. */
  readonly accounts: readonly (GateState & { readonly account: string })[];
}

/**
 * One gate for the far side and one for each account: a refused, missing or expired credential stops the agencies it
 * speaks for and nobody else. Each opens by a probe of its own.
 */
export class Gates {
  readonly #destination: DestinationGate;
  readonly #accounts: ReadonlyMap<string, DestinationGate>;

  constructor(profile: NationalProfile, clock: Clock, logger: Logger) {
    this.#destination = new DestinationGate(profile, clock, logger);
    this.#accounts = new Map(
      profile.accounts.map((account) => [account, new DestinationGate(profile, clock, logger, account)]),
    );
  }

  /** Nobody may send: the far side is closed, or every account is. */
  get isShut(): boolean {
    return this.#destination.isPaused || this.#pausedAccounts().length === this.#accounts.size;
  }

  get pausedAccounts(): readonly string[] {
    return this.#pausedAccounts().map(([account]) => account);
  }

  /** Milliseconds until the next probe is due; `undefined` when nothing is paused. */
  get waitMs(): number | undefined {
    const waits = this.#paused().map((gate) => gate.waitMs);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  get state(): GatesState {
    const accounts = this.#pausedAccounts().map(([account, gate]) => ({ account, ...gate.state }));
    const [first] = accounts;
    const shut =
      !this.#destination.isPaused && first !== undefined && accounts.length === this.#accounts.size;
    const { pausedCode, failedProbes } = shut ? first : this.#destination.state;
    return { ...(pausedCode !== undefined && { pausedCode }), failedProbes, accounts };
  }

  of(account: string): RecordGate {
    const own = this.#accounts.get(account);
    const both = [this.#destination, ...(own === undefined ? [] : [own])];
    return {
      get isPaused() {
        return both.some((gate) => gate.isPaused);
      },
      get waitMs() {
        return Math.max(...both.map((gate) => (gate.isPaused ? gate.waitMs : 0)));
      },
      pause: (pause) => this.pause(pause, account),
    };
  }

  /** @param account whose answer it was; without it a reason of accounts concerns all of them */
  pause({ code, retryAfterMs }: Pause, account?: string): void {
    if (!isOfAnAccount(code)) return this.#destination.pause(code, retryAfterMs);
    const named = account === undefined ? undefined : this.#accounts.get(account);
    for (const gate of named === undefined ? this.#accounts.values() : [named])
      gate.pause(code, retryAfterMs);
  }

  /** Asks the far side wherever a probe is due; whether any gate opened. */
  async probeDue(): Promise<boolean> {
    const due = this.#paused().filter((gate) => gate.waitMs <= 0);
    await Promise.all(due.map((gate) => gate.probe()));
    return due.some((gate) => !gate.isPaused);
  }

  #paused(): readonly DestinationGate[] {
    return [this.#destination, ...this.#accounts.values()].filter((gate) => gate.isPaused);
  }

  #pausedAccounts(): readonly (readonly [string, DestinationGate])[] {
    return [...this.#accounts].filter(([, gate]) => gate.isPaused);
  }
}
