import { nextStage } from '@kntc/domain';
import type { SignInAccount, SignInStage } from '@kntc/domain';
import { SECRET_BYTES, secretText, storedForm } from '../secret-text';
import { signedIn, type SignIn, type SignInOutcome, type SignInTools } from '../sign-in';
import { Turnstile } from '../turnstile';
import { flowOf, isAnswerTo } from './flow';
import { identityCode } from './identity-code';
import type { BeginWish, Identified, IdentityProvider, ProviderTrouble } from './identity-provider';

/** From the button to the answer: time to type a password and find a phone. */
const FLOW_MS = 10 * 60_000;
/** A provider that hangs must not keep people with local accounts waiting: its sign-ins queue by themselves. */
const AT_ONCE = 16;
const MOST_WAITING = 64;

export type Beginning =
  /** @property secret for a cookie that comes back with the answer */
  { readonly kind: 'go'; readonly url: string; readonly secret: string } | ProviderTrouble;

export type ProviderOutcome =
  | SignInOutcome
  | ProviderTrouble
  /** Not begun in this browser, used already, or too long ago. */
  | { readonly kind: 'stale' }
  /** The provider knows the person, we do not (or the account is disabled). The code is what an administrator links. */
  | { readonly kind: 'no-account'; readonly code: string };

/**
 * Somebody is known by the province's provider. Who that is here, an administrator has said before
 * (`kntc accounts link`): an e-mail address or a name that the provider tells opens nothing, since whoever may change it
 * there could become anybody here.
 */
export class ProviderSignIn {
  readonly #turnstile = new Turnstile({ atOnce: AT_ONCE, waiting: MOST_WAITING });

  constructor(
    private readonly tools: SignInTools,
    private readonly signIn: SignIn,
    private readonly provider: IdentityProvider,
  ) {}

  async begin(wish: BeginWish): Promise<Beginning> {
    const { store, clock, random } = this.tools;
    const secret = secretText(random(SECRET_BYTES));
    const flow = flowOf(secret);
    if (flow === undefined) throw new Error('a secret of ours is shaped like one');
    const beginning = await this.provider.begin(flow, wish);
    if (beginning.kind !== 'go') return beginning;
    const now = clock.now();
    await store.keepState(storedForm(flow.state), now, new Date(now.getTime() + FLOW_MS));
    return { ...beginning, secret };
  }

  /**
   * The browser is back. An answer that does not belong to the browser's own cookie is not looked at, and not counted
   * either: other sites can make a browser bring such answers, and could so lock a whole office out.
   * @param answer whole address of the request
   * @param secret of the cookie
   */
  async finish(answer: URL, secret: string | undefined, address: string): Promise<ProviderOutcome> {
    const flow = flowOf(secret);
    if (flow === undefined || !isAnswerTo(flow, answer)) return { kind: 'stale' };
    const work = async (): Promise<ProviderOutcome> => {
      const { store, clock } = this.tools;
      if (!(await store.useState(storedForm(flow.state), clock.now()))) return { kind: 'stale' };
      const found = await this.provider.identify(answer, flow);
      if (found.kind === 'identified') return this.#welcome(found, address);
      if (found.kind === 'unbelievable') await this.#refuse(address);
      return found;
    };
    return this.signIn.guarded([], address, work, this.#turnstile);
  }

  /** Where the session at the provider is ended; `undefined` when it cannot be. */
  endSession(returnTo: string): Promise<string | undefined> {
    return this.provider.endSession(returnTo);
  }

  async #refuse(address: string): Promise<void> {
    await this.signIn.refuse(undefined, 'sign-in', `${address} ${VIA_PROVIDER}`);
  }

  async #welcome(found: Identified, address: string): Promise<ProviderOutcome> {
    const { issuer, subject, secondFactor, provenAt } = found;
    const code = identityCode(this.tools.keyedDigest, issuer, subject);
    const account = await this.tools.store.byIdentity(this.provider.issuer, code);
    if (account === undefined) {
      await this.#refuse(address);
      return { kind: 'no-account', code };
    }
    const stage = stageOf(account, secondFactor);
    const cookie = await this.tools.sessions.open({
      accountId: account.id,
      stage,
      via: 'oidc',
      provenAt,
      entry: stage === 'code' ? undefined : signedIn(account.login, `${address} ${VIA_PROVIDER}`),
    });
    return { kind: 'session', stage, cookie };
  }
}

/**
 * A second factor that the provider proved takes the place of ours. A password that waits to be changed is none of this
 * sign-in's business: it was not used.
 */
function stageOf({ totp, needsCode }: SignInAccount, isProven: boolean): SignInStage {
  if (isProven) return 'full';
  return nextStage({ hasCode: totp !== undefined, codeGiven: false, mustChange: false, needsCode });
}

const VIA_PROVIDER = 'qua hệ thống của tỉnh';
