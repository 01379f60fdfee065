import { nextStage, objectionTo } from '@kntc/domain';
import type { AccessEntry, PasswordObjection, SignInAccount } from '@kntc/domain';
import type { Session } from './sessions';
import type { SignIn, SignInOutcome, SignInTools } from './sign-in';

export type ChangeOutcome =
  SignInOutcome | { readonly kind: 'objection'; readonly why: PasswordObjection | 'same' };

/** A new password, by whoever proved to know the old one. Ends every other session of the account. */
export class PasswordChange {
  constructor(
    private readonly tools: SignInTools,
    private readonly signIn: SignIn,
  ) {}

  async change(
    session: Session,
    typed: { readonly old: string; readonly password: string },
    address: string,
  ): Promise<ChangeOutcome> {
    const { accountId, login } = session.principal;
    if (session.stage !== 'change' && session.stage !== 'full') return { kind: 'refused' };
    const why = objectionTo(typed.password, login);
    if (why !== undefined) return { kind: 'objection', why };
    if (typed.password === typed.old) return { kind: 'objection', why: 'same' };
    return this.signIn.guarded([this.signIn.loginTry(login)], address, async () => {
      const { store, passwords } = this.tools;
      const account = await store.byId(accountId);
      const isRight = await passwords.verify(typed.old, account?.passwordHash);
      if (account === undefined || !isRight) return this.signIn.refuse(account, 'password change', address);
      return this.#set(account, session, typed.password);
    });
  }

  async #set(account: SignInAccount, session: Session, password: string): Promise<SignInOutcome> {
    const { store, passwords, sessions } = this.tools;
    const { id, login, totp, needsCode } = account;
    await store.setPassword(id, await passwords.hash(password), changed(login));
    // Whoever came this far gave the code already: without it there is no stage but `code`.
    const stage = nextStage({ hasCode: totp !== undefined, codeGiven: true, mustChange: false, needsCode });
    const cookie = await sessions.open({ accountId: id, stage, via: 'local', replaced: session.idHash });
    return { kind: 'session', stage, cookie };
  }
}

function changed(login: string): AccessEntry {
  return { actor: login, action: 'password change', target: login, reason: 'tự đổi', result: 'done' };
}
