import { TOTP_SECRET_BYTES, acceptedStep, nextStage, otpauthUri, toBase32 } from '@kntc/domain';
import type { SignInAccount } from '@kntc/domain';
import { storedForm } from './secret-text';
import type { Session } from './sessions';
import { signedIn, type SignIn, type SignInOutcome, type SignInTools } from './sign-in';

const RECOVERY_CODES = 10;
/** 80 bits: sixteen letters and digits that are not mixed up. */
const RECOVERY_BYTES = 10;

/** What a person types or scans into an authenticator app. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly cookie: string; readonly recoveryCodes: readonly string[] }
  | { readonly kind: 'wrong-code' };

/** Codes of an authenticator app (TOTP), and the recovery codes for the day the phone is lost. */
export class SecondFactor {
  constructor(
    private readonly tools: SignInTools,
    private readonly signIn: SignIn,
  ) {}

  /** Completes a sign-in whose password was right. */
  async code(session: Session, typed: string, address: string): Promise<SignInOutcome> {
    const { accountId, login } = session.principal;
    if (session.stage !== 'code') return { kind: 'refused' };
    const tries = [this.signIn.codeTry(accountId), this.signIn.loginTry(login)];
    return this.signIn.guarded(tries, address, async () => {
      const account = await this.tools.store.byId(accountId);
      const isRight = account !== undefined && (await this.#isRight(account, typed, address));
      if (!isRight) return this.signIn.refuse(account, 'sign-in code', address);
      const { needsCode } = account;
      const via = viaOf(session);
      // A password that waits to be changed was not used where the provider knows the person.
      const mustChange = via === 'local' && account.mustChange;
      const stage = nextStage({ hasCode: true, codeGiven: true, mustChange, needsCode });
      const entry = signedIn(login, address);
      const opening = { accountId, stage, via, replaced: session.idHash, entry } as const;
      return { kind: 'session', stage, cookie: await this.tools.sessions.open(opening) };
    });
  }

  /** The secret to be set up; the same one until it is confirmed, so that a page may be loaded again. */
  async begin(session: Session): Promise<Enrolment> {
    const { accountId, login } = session.principal;
    const fresh = this.tools.random(TOTP_SECRET_BYTES);
    const secret = await this.tools.store.pendingSecret(accountId, fresh);
    return { secret: toBase32(secret), uri: otpauthUri(secret, login) };
  }

  /** The first code proves that the app holds the secret. @returns recovery codes, shown once and never again */
  async confirm(session: Session, typed: string): Promise<Confirmation> {
    const { store, clock, random } = this.tools;
    const { accountId, login } = session.principal;
    const secret = await store.pendingSecret(accountId, random(TOTP_SECRET_BYTES));
    const step = acceptedStep(secret, typed, clock.now(), -1);
    if (step === undefined || session.stage !== 'enrol') return { kind: 'wrong-code' };
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(random(RECOVERY_BYTES)));
    await store.confirmSecret(
      { accountId, step, recoveryHashes: recoveryCodes.map(hashOf) },
      { actor: login, action: 'second factor set up', target: login, reason: 'tự thiết lập', result: 'done' },
    );
    const opening = { accountId, stage: 'full', via: viaOf(session), replaced: session.idHash } as const;
    return { kind: 'confirmed', cookie: await this.tools.sessions.open(opening), recoveryCodes };
  }

  async #isRight(account: SignInAccount, typed: string, address: string): Promise<boolean> {
    const { store, clock } = this.tools;
    if (account.totp === undefined) return false;
    if (/^[\d\s]*$/.test(typed)) {
      const step = acceptedStep(account.totp.secret, typed, clock.now(), account.totp.usedStep);
      return step !== undefined && store.useStep(account.id, step);
    }
    const { login } = account;
    const entry = { actor: login, action: 'recovery code used', target: login, result: 'done' } as const;
    return store.useRecoveryCode(account.id, hashOf(typed), { ...entry, reason: `từ ${address}` });
  }
}

/** By what the sign-in began: it goes on in the same way. */
function viaOf({ principal }: Session): 'local' | 'oidc' {
  return principal.via === 'oidc' ? 'oidc' : 'local';
}

function recoveryCode(bytes: Uint8Array): string {
  return toBase32(bytes)
    .toLowerCase()
    .replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** However it is written down: case, blanks and dashes do not count. */
function hashOf(typed: string): string {
  return storedForm(`recovery ${typed.toLowerCase().replaceAll(/[\s-]/g, '').slice(0, 100)}`);
}
