import { ADDRESS_DELAYS_S, LOGIN_DELAYS_S, nextStage, toLogin } from '@kntc/domain';
import type { ClosedDoor, KeyedDigest, SignInAccount, SignInStage, Try } from '@kntc/domain';
import type { Passwords } from './passwords/password-hasher';
import type { SessionTools, Sessions } from './sessions';
import { Turnstile } from './turnstile';

/** What becomes of a try to prove who one is. */
export type SignInOutcome =
  | { readonly kind: 'session'; readonly stage: SignInStage; readonly cookie: string }
  /** Unknown, wrong, disabled: whoever asks does not learn which. */
  | { readonly kind: 'refused' }
  /** Too many tries for this name or from this address. */
  | { readonly kind: 'wait'; readonly until: Date }
  /** Too many people at once. */
  | { readonly kind: 'busy' };

/** How else a sign-in may end. */
interface Ended {
  readonly kind: string;
}

/** The provider did not answer, or the person changed their mind: an office that tries again is not locked out for it. */
const NOBODYS_FAULT: ReadonlySet<string> = new Set(['away', 'denied']);

export interface SignInTools extends SessionTools {
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  /** Keys of the counters: a password typed into the field of the name must not lie in a table. */
  readonly keyedDigest: KeyedDigest;
}

const AT_ONCE = 4;
/** At a fifth of a second each, the last one waits some seconds. */
const MOST_WAITING = 24;
const MOST_CLOSED = 1_000;
const ASK_AGAIN_MS = 2_000;

/** Someone is known by a password. */
export class SignIn {
  readonly #turnstile = new Turnstile({ atOnce: AT_ONCE, waiting: MOST_WAITING });
  /** Keys that wait: a flood for one costs no question to the database, and an unlocking is noticed soon. */
  readonly #closed = new Map<string, { readonly until: Date; readonly askAgainMs: number }>();

  constructor(private readonly tools: SignInTools) {}

  /** A name and a password. @param address of whoever asks */
  async password(
    typed: { readonly login: string; readonly password: string },
    address: string,
  ): Promise<SignInOutcome> {
    const login = toLogin(typed.login);
    return this.guarded([this.loginTry(login ?? typed.login)], address, async () => {
      const { store, passwords } = this.tools;
      const account = login === undefined ? undefined : await store.byLogin(login);
      const isRight = await passwords.verify(typed.password, account?.passwordHash);
      if (account === undefined || !isRight) return this.refuse(account, 'sign-in', address);
      return this.#welcome(account, address);
    });
  }

  /**
   * Runs a try that counts: for its keys, and for the address. The work says whether it was a success.
   * @param turnstile of work that takes something else than passwords do
   */
  async guarded<Other extends Ended = never>(
    tries: readonly Try[],
    address: string,
    work: () => Promise<SignInOutcome | Other>,
    turnstile: Turnstile = this.#turnstile,
  ): Promise<SignInOutcome | Other> {
    const addressKey = tryKey(this.tools.keyedDigest, 'address', address);
    const addressTry = { key: addressKey, delays: ADDRESS_DELAYS_S };
    const all = [...tries, addressTry];
    const closed = this.#stillClosed(all);
    if (closed !== undefined) return { kind: 'wait', until: closed };
    const outcome = await turnstile.pass(async (): Promise<SignInOutcome | Other> => {
      // Of many at the same moment the first ones shut the door for those behind them.
      const shut = this.#stillClosed(all);
      if (shut !== undefined) return { kind: 'wait', until: shut };
      const door = await this.tools.store.takeTry(all, this.tools.clock.now());
      if (door === undefined) return work();
      this.#noteClosed(door);
      return { kind: 'wait', until: door.until };
    });
    if (outcome === 'busy') return { kind: 'busy' };
    if (isSuccess(outcome) || NOBODYS_FAULT.has(outcome.kind))
      await this.tools.store.forgive(isSuccess(outcome) ? tries.map(({ key }) => key) : [], [addressKey]);
    return outcome;
  }

  loginTry(login: string): Try {
    return { key: loginKey(this.tools.keyedDigest, login), delays: LOGIN_DELAYS_S };
  }

  /** Codes of a second factor have a million values: they are counted by themselves. */
  codeTry(accountId: string): Try {
    return { key: codeKey(this.tools.keyedDigest, accountId), delays: LOGIN_DELAYS_S };
  }

  async refuse(account: SignInAccount | undefined, action: string, address: string): Promise<SignInOutcome> {
    // The name of nobody is not written down: people type passwords there.
    const login = account?.login ?? UNKNOWN;
    const entry = {
      actor: login,
      action,
      target: login,
      reason: `từ ${address}`,
      result: 'refused',
    } as const;
    await this.tools.store.refused(entry);
    return { kind: 'refused' };
  }

  async #welcome(account: SignInAccount, address: string): Promise<SignInOutcome> {
    const { mustChange, needsCode, totp } = account;
    const stage = nextStage({ hasCode: totp !== undefined, codeGiven: false, mustChange, needsCode });
    const cookie = await this.tools.sessions.open({
      accountId: account.id,
      stage,
      via: 'local',
      // A sign-in that still waits for a code is none; it is on record when it is complete.
      entry: stage === 'code' ? undefined : signedIn(account.login, address),
    });
    return { kind: 'session', stage, cookie };
  }

  #stillClosed(tries: readonly Try[]): Date | undefined {
    const now = this.tools.clock.monotonicMs();
    const noted = tries.map(({ key }) => this.#closed.get(key)).find((one) => one !== undefined);
    return noted !== undefined && now < noted.askAgainMs ? noted.until : undefined;
  }

  #noteClosed({ key, until }: ClosedDoor): void {
    if (this.#closed.size >= MOST_CLOSED) this.#closed.clear();
    this.#closed.set(key, { until, askAgainMs: this.tools.clock.monotonicMs() + ASK_AGAIN_MS });
  }
}

function isSuccess(outcome: Ended & { readonly stage?: SignInStage }): boolean {
  return outcome.kind === 'session' && outcome.stage !== 'code';
}

/** Keys under which the tries of an account are counted: to forget them is to unlock it. */
export function tryKeysOf(keyed: KeyedDigest, login: string, accountId: string): readonly string[] {
  return [loginKey(keyed, login), codeKey(keyed, accountId)];
}

function loginKey(keyed: KeyedDigest, login: string): string {
  return tryKey(keyed, 'login', login.slice(0, MAX_LOGIN).toLowerCase());
}

function codeKey(keyed: KeyedDigest, accountId: string): string {
  return tryKey(keyed, 'code', accountId);
}

function tryKey(keyed: KeyedDigest, kind: string, value: string): string {
  return keyed.digest(`sign-in ${kind} ${value}`);
}

/** What is typed where a name belongs can be anything. */
const MAX_LOGIN = 200;
const UNKNOWN = '(không có tài khoản)';

export function signedIn(login: string, address: string) {
  return { actor: login, action: 'sign-in', target: login, reason: `từ ${address}`, result: 'done' } as const;
}
