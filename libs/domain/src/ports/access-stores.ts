import type { Principal, UserRole } from '../access/principal';
import type { Delays } from '../access/sign-in-delays';
import type { SignInStage } from '../access/sign-in-stage';

/** What a sign-in needs to know of an account. A disabled one is none. */
export interface SignInAccount {
  readonly id: string;
  readonly login: string;
  /** Encoded argon2id; absent where only the identity provider knows the person. */
  readonly passwordHash: string | undefined;
  readonly mustChange: boolean;
  readonly needsCode: boolean;
  /** Second factor, once it was confirmed. */
  readonly totp: { readonly secret: Uint8Array; readonly usedStep: number } | undefined;
}

export interface NewSession {
  /** SHA-256 of what the cookie holds: who reads the database cannot take a session over. */
  readonly idHash: string;
  readonly accountId: string;
  readonly stage: SignInStage;
  readonly via: Exclude<Principal['via'], 'token'>;
  /** When the person proved who they are; somewhere else that may be a while ago. */
  readonly startedAt: Date;
  readonly openedAt: Date;
  readonly expiresAt: Date;
}

export interface StoredSession {
  readonly idHash: string;
  readonly stage: SignInStage;
  readonly seenAt: Date;
  /** Roles and agencies as they are now, not as they were when the person signed in. */
  readonly principal: Principal;
}

/** What the audit says about something around the sign-in; the chain adds number, time and agency. */
export interface AccessEntry {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly result: 'done' | 'refused';
}

export interface Try {
  /** Content-free: a keyed digest. */
  readonly key: string;
  readonly delays: Delays;
}

export interface ClosedDoor {
  readonly key: string;
  readonly until: Date;
}

/** What the sign-in keeps. Each method is one transaction; with an entry, the audit is part of it (fail closed). */
export interface SignInStore {
  /**
   * Counts a try for every key before it is looked at, so that tries at the same moment do not all find the door open.
   * @returns the key that is closed, then nothing was counted; `undefined` = the try is heard
   */
  takeTry(tries: readonly Try[], now: Date): Promise<ClosedDoor | undefined>;
  /** After a success: `forgotten` keys start anew, `lessened` ones get one try back. */
  forgive(forgotten: readonly string[], lessened: readonly string[]): Promise<void>;
  byLogin(login: string): Promise<SignInAccount | undefined>;
  byId(accountId: string): Promise<SignInAccount | undefined>;
  /** Of a person of the identity provider. @param code content-free: a keyed digest */
  byIdentity(issuer: string, code: string): Promise<SignInAccount | undefined>;
  /** Remembers that a sign-in at the identity provider began; forgets those that were never finished. */
  keepState(stateHash: string, now: Date, expiresAt: Date): Promise<void>;
  /** Uses it up; `false` when it is used, too old, or none of ours. */
  useState(stateHash: string, now: Date): Promise<boolean>;
  /** Uses a step of the second factor up; `false` when it, or a later one, is used already. */
  useStep(accountId: string, step: number): Promise<boolean>;
  useRecoveryCode(accountId: string, codeHash: string, entry: AccessEntry): Promise<boolean>;
  /** Secret of a second factor being set up; the same one until it is confirmed. */
  pendingSecret(accountId: string, fresh: Uint8Array): Promise<Uint8Array>;
  confirmSecret(confirmed: ConfirmedSecret, entry: AccessEntry): Promise<void>;
  /** Sets the hash, asks for no further change and ends every session of the account. */
  setPassword(accountId: string, passwordHash: string, entry: AccessEntry): Promise<void>;
  /** Begins a session, in place of the one before it. */
  openSession(
    session: NewSession,
    replaced: string | undefined,
    entry: AccessEntry | undefined,
  ): Promise<void>;
  /** The session if it is alive: begun, not idle since `idleSince`, not over, its account not disabled. */
  session(idHash: string, now: Date, idleSince: Date): Promise<StoredSession | undefined>;
  touchSession(idHash: string, now: Date): Promise<void>;
  endSession(idHash: string, entry: AccessEntry): Promise<void>;
  /** Only writes the audit: something was refused. */
  refused(entry: AccessEntry): Promise<void>;
}

export interface ConfirmedSecret {
  readonly accountId: string;
  readonly step: number;
  readonly recoveryHashes: readonly string[];
}

export interface AccessTokenRow {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | undefined;
  readonly revokedAt: string | undefined;
}

export interface NewAccessToken {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly tokenHash: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Personal access tokens for machines; only their hashes are kept. */
export interface AccessTokenStore {
  /** Who the token stands for; notes its use, to the minute. `undefined`: unknown, expired, revoked, owner disabled. */
  principalOf(tokenHash: string, now: Date): Promise<Principal | undefined>;
  /** @returns `false` when the account has as many living tokens as it may, or is disabled */
  add(token: NewAccessToken, entry: AccessEntry): Promise<boolean>;
  /** Tokens of an account, or of everybody; the newest first. */
  list(accountId: string | undefined): Promise<readonly AccessTokenRow[]>;
  /** @returns `false` when there is no such living token (of that account) */
  revoke(id: string, accountId: string | undefined, now: Date, entry: AccessEntry): Promise<boolean>;
}

/** What an account is made with. */
export interface NewAccount {
  readonly login: string;
  readonly roles: readonly UserRole[];
  readonly agencies: 'all' | readonly string[];
  readonly passwordHash: string | undefined;
  /** Somebody else knows the password. */
  readonly mustChange: boolean;
  readonly needsCode: boolean;
  /** Nobody signs in as it: for tokens that an administrator makes. */
  readonly isMachine?: boolean;
}
