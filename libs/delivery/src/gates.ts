import { isOfAnAccount, isOutage, WHOLE_FAR_SIDE } from '@kntc/domain';
import type { Clock, Logger, NationalProfile, Pause, PauseCode, ShutGate } from '@kntc/domain';
import { AdaptiveLanes } from './adaptive-lanes';
import { DestinationGate } from './destination-gate';
import type { GateState, HeldCode } from './destination-gate';
import { Ramp } from './ramp';
import type { RampOptions } from './ramp';
import { isTheirs, StormWatch } from './storm-watch';
import { WorkTally } from './work-tally';

/** The far side asked to slow down. */
const TOO_MANY = 'GW_N204';
/** How long after delivery paused itself it looks whether people let it go on. */
const LOOK_AGAIN_MS = 2_000;

/** What a record sees of the gates: the far side's and that of its agency's account. */
export interface RecordGate {
  readonly isPaused: boolean;
  /** Milliseconds until it may open, at the earliest. */
  readonly waitMs: number;
  pause(pause: Pause): void;
  /** The far side gave an answer that says what became of a request, after so long. */
  noteAnswered(tookMs: number): void;
  /** Nobody knows what became of a request; too many in a row shut the gate. */
  noteUnknown(reason: string): void;
  /** Resolves when a step may be sent: at once but for the time after an outage. */
  turn(signal: AbortSignal): Promise<void>;
  /** A request is made. */
  noteAsked(): void;
  /** The record is finished. */
  noteDone(): void;
}

interface GatesPorts {
  readonly profile: NationalProfile;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface GatesOptions extends RampOptions {
  readonly agencies: readonly string[];
  /** Lanes that may send at once, at most. */
  readonly concurrency: number;
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
  readonly #accountOf: (agency: string) => string;
  /** How much of the limit is used after an outage. */
  readonly ramp: Ramp;
  readonly tally = new WorkTally();
  readonly #adaptive: AdaptiveLanes;
  #isResuming = false;
  /** Why people must let delivery go on. */
  #heldCode: HeldCode | undefined;
  /** For which people paused it. */
  #heldAgencies: ReadonlySet<string> = new Set();

  constructor(
    { profile, clock, logger }: GatesPorts,
    private readonly options: GatesOptions,
  ) {
    this.ramp = new Ramp(clock, options);
    this.#adaptive = new AdaptiveLanes(clock, options.concurrency);
    this.#accountOf = (agency) => profile.accountOf(agency);
    this.#destination = new DestinationGate(profile, clock, logger);
    this.#storm = new StormWatch(clock);
    this.#accounts = new Map(
      profile.accounts.map((account) => [account, new DestinationGate(profile, clock, logger, account)]),
    );
  }

  /** Nobody may send: the far side is closed, or every account is. */
  get isShut(): boolean {
    return (
      this.#heldCode !== undefined ||
      this.#destination.isPaused ||
      this.#pausedAccounts().length === this.#accounts.size
    );
  }

  get pausedAccounts(): readonly string[] {
    return this.#pausedAccounts().map(([account]) => account);
  }

  /** Milliseconds until the next probe is due; `undefined` when nothing is paused. */
  get waitMs(): number | undefined {
    const waits = this.#paused().map((gate) => gate.waitMs);
    if (this.#heldCode !== undefined) waits.push(LOOK_AGAIN_MS);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  get state(): GatesState {
    const accounts = this.#pausedAccounts().map(([account, gate]) => ({ account, ...gate.state }));
    const [first] = accounts;
    const shut =
      !this.#destination.isPaused && first !== undefined && accounts.length === this.#accounts.size;
    const standing = shut ? first : this.#destination.state;
    const { pausedCode, failedProbes }: GateState =
      this.#heldCode === undefined ? standing : { pausedCode: this.#heldCode, failedProbes: 0 };
    return { ...(pausedCode !== undefined && { pausedCode }), failedProbes, accounts };
  }

  /** @param agency whose record it is; people pause sending for one of them */
  of(account: string, agency?: string): RecordGate {
    const own = this.#accounts.get(account);
    const both = [this.#destination, ...(own === undefined ? [] : [own])];
    const isHeld = (): boolean =>
      this.#heldCode !== undefined || (agency !== undefined && this.#heldAgencies.has(agency));
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
      noteAnswered: (tookMs) => {
        this.#adaptive.noteAnswered(tookMs);
        this.#storm.noteAnswered();
        this.tally.noteAnswered(account);
      },
      noteUnknown: (reason) => {
        if (isTheirs(reason)) this.#noteTrouble();
        // Requests that were in flight when the gate shut end one after the other: they count once.
        const pause = this.#destination.isPaused ? undefined : this.#storm.noteUnknown(reason);
        if (pause !== undefined) this.pause(pause, account);
      },
      turn: (signal) => this.ramp.turn(signal),
      noteAsked: () => this.tally.noteAsked(),
      noteDone: () => this.tally.noteDone(),
    };
  }

  /** How many lanes may send at once now: of those configured what the far side takes well, and what the ramp allows. */
  get lanes(): number {
    return Math.min(this.#adaptive.lanes, this.ramp.lanes(this.options.concurrency));
  }

  #noteTrouble(): void {
    this.ramp.noteFailure();
    this.#adaptive.noteTrouble();
  }

  /** The gates that are shut. */
  get shut(): readonly ShutGate[] {
    return this.#scopes.flatMap(([scope, { shut }]) =>
      shut === undefined ? [] : [{ scope, ...shut, agencies: this.agenciesOf(scope) }],
    );
  }

  /** The agencies an account speaks for; `undefined` for the whole far side: everybody. */
  agenciesOf(scope: string): readonly string[] | undefined {
    if (scope === WHOLE_FAR_SIDE) return undefined;
    return this.options.agencies.filter((agency) => this.#accountOf(agency) === scope);
  }

  /** The accounts an outage of this scope concerns. */
  accountsOf(scope: string): readonly string[] {
    return scope === WHOLE_FAR_SIDE ? [...this.#accounts.keys()] : [scope];
  }

  /** An outage was standing when this process began: it is asked first, and after it little is sent at first. */
  resume(code: PauseCode, scope: string): void {
    this.#isResuming = true;
    this.pause({ code }, scope === WHOLE_FAR_SIDE ? undefined : scope);
  }

  /**
   * Delivery paused itself or people paused it, or they let it go on: no probe opens it.
   * @param agencies for which people paused it; absent: as before
   */
  hold(code: HeldCode | undefined, agencies?: readonly string[]): void {
    this.#heldCode = code;
    if (agencies !== undefined) this.#heldAgencies = new Set(agencies);
  }

  /** Agencies for which people paused sending. */
  get heldAgencies(): readonly string[] {
    return [...this.#heldAgencies];
  }

  /** @param account whose answer it was; without it a reason of accounts concerns all of them */
  pause({ code, retryAfterMs }: Pause, account?: string): void {
    // A far side that is away is not served worse by many requests: what follows an outage is the ramp's.
    if (code === TOO_MANY) this.#noteTrouble();
    else this.ramp.noteFailure();
    if (!isOfAnAccount(code)) return this.#destination.pause(code, retryAfterMs);
    const named = account === undefined ? undefined : this.#accounts.get(account);
    for (const gate of named === undefined ? this.#accounts.values() : [named])
      gate.pause(code, retryAfterMs);
  }

  /**
   * Asks the far side wherever a probe is due; whether any gate opened. After an outage that let nobody send, little is
   * sent first.
   * @param beforeOpen told the scope of a gate that is about to open; nothing is sent through it meanwhile
   */
  async probeDue(beforeOpen?: (scope: string) => Promise<void>): Promise<boolean> {
    const due = this.#scopes.filter(([, gate]) => gate.isPaused && gate.waitMs <= 0);
    const wasShut = this.isShut;
    const outages = new Set(due.filter(([, { shut }]) => shut !== undefined && isOutage(shut)));
    await Promise.all(due.map(([scope, gate]) => gate.probe(async () => beforeOpen?.(scope))));
    const opened = due.filter(([, gate]) => !gate.isPaused);
    if (wasShut && !this.isShut && (this.#isResuming || opened.some((one) => outages.has(one)))) {
      this.#isResuming = false;
      this.ramp.begin();
    }
    return opened.length > 0;
  }

  get #scopes(): readonly (readonly [scope: string, gate: DestinationGate])[] {
    return [[WHOLE_FAR_SIDE, this.#destination], ...this.#accounts];
  }

  #paused(): readonly DestinationGate[] {
    return this.#scopes.map(([, gate]) => gate).filter((gate) => gate.isPaused);
  }

  #pausedAccounts(): readonly (readonly [string, DestinationGate])[] {
    return [...this.#accounts].filter(([, gate]) => gate.isPaused);
  }
}
