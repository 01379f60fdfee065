import { isOfAnAccount } from '@kntc/domain';
import type { Clock, Logger, NationalProfile, Pause } from '@kntc/domain';
import { DestinationGate } from './destination-gate';
import type { GateState } from './destination-gate';
import { StormWatch } from './storm-watch';

/** How long after delivery paused itself it looks whether people let it go on. */
const LOOK_AGAIN_MS = 2_000;
const PAUSED_ITSELF = 'GW_N209';

/** What a record sees of the gates: the far side's and that of its agency's account. */
export interface RecordGate {
  readonly isPaused: boolean;
  /** Milliseconds until it may open, at the earliest. */
  readonly waitMs: number;
  pause(pause: Pause): void;
  /** The far side gave an answer that says what became of a request. */
  noteAnswered(): void;
  /** Nobody knows what became of a request; too many in a row shut the gate. */
  noteUnknown(reason: string): void;
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
  readonly #storm: StormWatch;
  #isHeld = false;

  constructor(profile: NationalProfile, clock: Clock, logger: Logger) {
    this.#destination = new DestinationGate(profile, clock, logger);
    this.#storm = new StormWatch(clock);
    this.#accounts = new Map(
      profile.accounts.map((account) => [account, new DestinationGate(profile, clock, logger, account)]),
    );
  }

  /** Nobody may send: the far side is closed, or every account is. */
  get isShut(): boolean {
    return (
      this.#isHeld || this.#destination.isPaused || this.#pausedAccounts().length === this.#accounts.size
    );
  }

  get pausedAccounts(): readonly string[] {
    return this.#pausedAccounts().map(([account]) => account);
  }

  /** Milliseconds until the next probe is due; `undefined` when nothing is paused. */
  get waitMs(): number | undefined {
    const waits = this.#paused().map((gate) => gate.waitMs);
    if (this.#isHeld) waits.push(LOOK_AGAIN_MS);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  get state(): GatesState {
    const accounts = this.#pausedAccounts().map(([account, gate]) => ({ account, ...gate.state }));
    const [first] = accounts;
    const shut =
      !this.#destination.isPaused && first !== undefined && accounts.length === this.#accounts.size;
    const standing = shut ? first : this.#destination.state;
    const { pausedCode, failedProbes } = this.#isHeld
      ? { pausedCode: PAUSED_ITSELF, failedProbes: 0 }
      : standing;
    return { ...(pausedCode !== undefined && { pausedCode }), failedProbes, accounts };
  }

  of(account: string): RecordGate {
    const own = this.#accounts.get(account);
    const both = [this.#destination, ...(own === undefined ? [] : [own])];
    const isHeld = (): boolean => this.#isHeld;
    return {
      get isPaused() {
        return isHeld() || both.some((gate) => gate.isPaused);
      },
      get waitMs() {
        return Math.max(
          isHeld() ? LOOK_AGAIN_MS : 0,
          ...both.map((gate) => (gate.isPaused ? gate.waitMs : 0)),
        );
      },
      pause: (pause) => this.pause(pause, account),
      noteAnswered: () => this.#storm.noteAnswered(),
      noteUnknown: (reason) => {
        // Requests that were in flight when the gate shut end one after the other: they count once.
        const pause = this.#destination.isPaused ? undefined : this.#storm.noteUnknown(reason);
        if (pause !== undefined) this.pause(pause, account);
      },
    };
  }

  /** Delivery paused itself, or people let it go on: no probe opens it. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
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
