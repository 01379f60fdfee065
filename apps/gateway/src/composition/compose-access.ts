import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  OidcClient,
  PasswordChange,
  PasswordHasher,
  ProviderSignIn,
  SecondFactor,
  Sessions,
  SignIn,
  secretText,
} from '@kntc/access';
import type { Passwords } from '@kntc/access';
import type { Clock, KeyedDigest, SealBox } from '@kntc/domain';
import { guardedFetch, isLoopback, randomIds, secretOf } from '@kntc/platform';
import type { AddressGuard, Environment, OidcEnvironment } from '@kntc/platform';
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
  /** The sign-in of the province; `undefined` = there are accounts of the gateway only. */
  readonly provider: ProviderSignIn | undefined;
  readonly close: () => Promise<void>;
}

export interface AccessFoundation {
  readonly dataSource: ConstructorParameters<typeof PgSignIn>[0]['dataSource'];
  readonly audit: PgAudit;
  readonly provinceId: string;
  readonly seal: SealBox;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
  /** Judges where the identity provider is. */
  readonly addresses: AddressGuard;
  /** For tests that sign in often. */
  readonly passwords?: Passwords;
}

const LOCAL_KEY_BYTES = 32;
const PROVIDER_DEADLINE_MS = 5_000;
/** Metadata, keys and tokens are a few kilobytes. */
const PROVIDER_BYTES = 256 * 1024;

/** Builds the sign-in over the database of the gateway. */
export function composeAccess({ publicUrl, oidc }: Environment, on: AccessFoundation): GatewayAccess {
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
    provider: oidc && new ProviderSignIn(tools, signIn, oidcClient(oidc, on)),
    close: () => hasher.close(),
  };
}

/** @throws GatewayError `GW_P402` when the provider may not be connected to */
function oidcClient(oidc: OidcEnvironment, { addresses, clock }: AccessFoundation): OidcClient {
  const { issuer, clientId, secondFactor, maxAgeS } = oidc;
  const fetch = guardedFetch({
    addresses,
    about: 'KNTC_OIDC_ISSUER',
    home: issuer,
    deadlineMs: PROVIDER_DEADLINE_MS,
    maxBytes: PROVIDER_BYTES,
  });
  const secret = secretOf(oidc.secret);
  return new OidcClient({
    issuer,
    clientId,
    secondFactor,
    maxAgeS,
    secret,
    isLocal: isLoopback(issuer),
    fetch,
    clock,
  });
}
