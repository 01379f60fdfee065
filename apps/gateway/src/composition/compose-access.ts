import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  PasswordChange,
  PasswordHasher,
  SecondFactor,
  Sessions,
  SignIn,
  secretText,
} from '@kntc/access';
import type { Passwords } from '@kntc/access';
import type { Clock, KeyedDigest, SealBox } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import { PgAccessTokens, PgSignIn } from '@kntc/storage';
import type { PgAudit } from '@kntc/storage';
import { LocalKey } from '../api/access/local-key';

/** Everything that finds out who asks. */
export interface GatewayAccess {
  readonly publicUrl: string | undefined;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly secondFactor: SecondFactor;
  readonly passwordChange: PasswordChange;
  readonly tokens: AccessTokens;
  readonly localKey: LocalKey;
  readonly close: () => Promise<void>;
}

export interface AccessFoundation {
  readonly dataSource: ConstructorParameters<typeof PgSignIn>[0]['dataSource'];
  readonly audit: PgAudit;
  readonly provinceId: string;
  readonly seal: SealBox;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
  /** For tests that sign in often. */
  readonly passwords?: Passwords;
}

const LOCAL_KEY_BYTES = 32;

/** Builds the sign-in over the database of the gateway. */
export function composeAccess({ publicUrl }: Environment, on: AccessFoundation): GatewayAccess {
  const { clock, keyedDigest } = on;
  const random = randomBytes;
  const store = new PgSignIn(on, on.seal);
  const sessions = new Sessions({ store, clock, random });
  const hasher = new PasswordHasher(random);
  const { passwords = hasher } = on;
  const tools = { store, clock, random, sessions, passwords, keyedDigest };
  const signIn = new SignIn(tools);
  return {
    publicUrl,
    sessions,
    signIn,
    secondFactor: new SecondFactor(tools, signIn),
    passwordChange: new PasswordChange(tools, signIn),
    tokens: new AccessTokens({ store: new PgAccessTokens(on), clock, ids: randomIds, random }),
    localKey: new LocalKey(`kntc_local_${secretText(random(LOCAL_KEY_BYTES))}`),
    close: () => hasher.close(),
  };
}
