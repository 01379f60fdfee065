import { timingSafeEqual } from 'node:crypto';
import type { AccessEntry, Clock, NewSession, Principal, SignInStage, SignInStore } from '@kntc/domain';
import type { RandomBytes } from './passwords/password-hasher';
import { SECRET_BYTES, derived, isSecretShaped, secretText, storedForm } from './secret-text';

const MINUTE_MS = 60_000;
/** Nobody at the desk: the session ends. */
export const IDLE_MS = 15 * MINUTE_MS;
/** A working day; then everybody signs in again. */
export const WHOLE_MS = 8 * 60 * MINUTE_MS;
/** A sign-in that waits for a code, a new password or a second factor. */
export const UNFINISHED_MS = 10 * MINUTE_MS;
/** A session is noted as used no oftener than this. */
const NOTE_EVERY_MS = 30_000;

export interface Session {
  readonly idHash: string;
  readonly stage: SignInStage;
  /** Whose it is; a principal for guards only when the stage is `full`. */
  readonly principal: Principal;
  /** Synchroniser token: comes with every unsafe request of a browser. */
  readonly csrf: string;
}

export interface Opening {
  readonly accountId: string;
  readonly stage: SignInStage;
  readonly via: NewSession['via'];
  /** The session this one takes the place of: whoever knew its cookie knows nothing of the new one. */
  readonly replaced?: string | undefined;
  readonly entry?: AccessEntry | undefined;
  /** When the person proved who they are, if that was before now and somewhere else. */
  readonly provenAt?: Date | undefined;
}

export interface SessionTools {
  readonly store: SignInStore;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** Sessions of browsers. The cookie holds 256 random bits, the database their hash. */
export class Sessions {
  constructor(private readonly tools: SessionTools) {}

  /** @returns what the cookie is to hold */
  async open({ accountId, stage, via, replaced, entry, provenAt }: Opening): Promise<string> {
    const { store, clock, random } = this.tools;
    const cookie = secretText(random(SECRET_BYTES));
    const openedAt = clock.now();
    const startedAt = provenAt ?? openedAt;
    const expiresAt = new Date(openedAt.getTime() + (stage === 'full' ? WHOLE_MS : UNFINISHED_MS));
    const session = { idHash: storedForm(cookie), accountId, stage, via, startedAt, openedAt, expiresAt };
    await store.openSession(session, replaced, entry);
    return cookie;
  }

  /** The living session of a cookie, and the note that it was used. */
  async find(cookie: string): Promise<Session | undefined> {
    if (!isSecretShaped(cookie)) return undefined;
    const { store, clock } = this.tools;
    const now = clock.now();
    const idHash = storedForm(cookie);
    const stored = await store.session(idHash, now, new Date(now.getTime() - IDLE_MS));
    if (stored === undefined) return undefined;
    if (now.getTime() - stored.seenAt.getTime() >= NOTE_EVERY_MS) await store.touchSession(idHash, now);
    return { idHash, stage: stored.stage, principal: stored.principal, csrf: csrfOf(cookie) };
  }

  /** Whether the session still lives; asking is no use of it, so whoever only listens is idle. */
  async isAlive({ idHash }: Pick<Session, 'idHash'>): Promise<boolean> {
    const { store, clock } = this.tools;
    const now = clock.now();
    return (await store.session(idHash, now, new Date(now.getTime() - IDLE_MS))) !== undefined;
  }

  async end(session: Session): Promise<void> {
    const { login } = session.principal;
    const entry = {
      actor: login,
      action: 'sign-out',
      target: login,
      reason: 'tự đăng xuất',
      result: 'done',
    } as const;
    await this.tools.store.endSession(session.idHash, entry);
  }
}

/** Whether the token that came with a request is the one of its session. */
export function isCsrfOf(session: Session, token: string | undefined): boolean {
  const [given, wanted] = [Buffer.from(token ?? ''), Buffer.from(session.csrf)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Follows from the cookie, so nothing of it is stored, and whoever cannot read the cookie cannot make it. */
function csrfOf(cookie: string): string {
  return derived(cookie, 'kntc csrf 1');
}
