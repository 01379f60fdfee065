import * as client from 'openid-client';
import type { Clock } from '@kntc/domain';
import { issuerForm } from './identity-code';
import type { BeginWish, Flow, Found, IdentityProvider, ProviderTrouble } from './identity-provider';
import { ProviderMetadata } from './provider-metadata';
import { troubleOf } from './provider-trouble';

/** Bounds every single request to the provider; the transport has a bound of its own. */
const TIMEOUT_S = 5;
/** Nothing of a person is asked for: who somebody is here stands in our own accounts. */
const SCOPE = 'openid';

export interface OidcClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Read at every use; `undefined` = there is none now. */
  readonly secret: () => string | undefined;
  readonly secondFactor: { readonly acr: readonly string[]; readonly amr: readonly string[] };
  /** Whoever proved who they are longer ago does it again. */
  readonly maxAgeS: number;
  /** Codes and secrets may cross in the clear: a provider on this very machine. */
  readonly isLocal: boolean;
  readonly fetch: (url: string, wish: client.CustomFetchOptions) => Promise<Response>;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
}

/**
 * {@link IdentityProvider} by OpenID Connect: authorization code with PKCE (S256), state, nonce and, where the provider
 * sends it, `iss` (RFC 9207). The ID token's signature is verified although it came over TLS; keys are asked for anew with
 * each sign-in, so that exchanged ones lock nobody out.
 */
export class OidcClient implements IdentityProvider {
  readonly issuer: string;
  readonly #metadata: ProviderMetadata;

  constructor(private readonly options: OidcClientOptions) {
    this.issuer = issuerForm(options.issuer);
    this.#metadata = new ProviderMetadata(() => this.#discover(), options.clock);
  }

  async begin(flow: Flow, wish: BeginWish): Promise<{ kind: 'go'; url: string } | ProviderTrouble> {
    try {
      const { acr } = this.options.secondFactor;
      const url = client.buildAuthorizationUrl(await this.#configuration(), {
        redirect_uri: wish.redirectUri,
        scope: SCOPE,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        max_age: String(this.options.maxAgeS),
        ...(wish.asAnother && { prompt: 'login' }),
        ...(acr.length > 0 && { acr_values: acr.join(' ') }),
      });
      return this.#isFit(url)
        ? { kind: 'go', url: url.href }
        : { kind: 'unbelievable', why: 'address without TLS' };
    } catch (err) {
      return troubleOf(err);
    }
  }

  async identify(answer: URL, flow: Flow): Promise<Found> {
    try {
      const tokens = await client.authorizationCodeGrant(await this.#configuration(), answer, {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
        maxAge: this.options.maxAgeS,
      });
      const claims = tokens.claims();
      if (claims === undefined) return { kind: 'unbelievable', why: 'no ID token' };
      const { iss: issuer, sub: subject, auth_time: seconds = 0 } = claims;
      const provenAt = new Date(Math.min(seconds * 1_000, this.options.clock.now().getTime()));
      return { kind: 'identified', issuer, subject, secondFactor: this.#provesSecond(claims), provenAt };
    } catch (err) {
      return troubleOf(err);
    }
  }

  async endSession(returnTo: string): Promise<string | undefined> {
    try {
      const configuration = await this.#configuration();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      // Without the ID token, which we do not keep: the provider asks the person, who then comes back.
      const url = client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo });
      return this.#isFit(url) ? url.href : undefined;
    } catch {
      return undefined;
    }
  }

  #provesSecond({ acr, amr }: client.IDToken): boolean {
    const { secondFactor } = this.options;
    const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
    return (
      (typeof acr === 'string' && secondFactor.acr.includes(acr)) ||
      methods.some((one) => typeof one === 'string' && secondFactor.amr.includes(one))
    );
  }

  /** Browsers are sent only where TLS is, or to the provider of this very machine. */
  #isFit({ protocol, origin }: URL): boolean {
    return protocol === 'https:' || (this.options.isLocal && origin === new URL(this.options.issuer).origin);
  }

  async #discover(): Promise<client.ServerMetadata> {
    const { issuer, clientId, fetch, isLocal } = this.options;
    const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
      [client.customFetch]: fetch,
      timeout: TIMEOUT_S,
      execute: isLocal ? [client.allowInsecureRequests] : [],
    });
    return found.serverMetadata();
  }

  /** Made anew each time: secret and keys are as fresh as the sign-in. */
  async #configuration(): Promise<client.Configuration> {
    const metadata = await this.#metadata.get();
    const { clientId, fetch, isLocal } = this.options;
    const configuration = new client.Configuration(metadata, clientId, undefined, this.#login(metadata));
    configuration[client.customFetch] = fetch;
    configuration.timeout = TIMEOUT_S;
    client.enableNonRepudiationChecks(configuration);
    if (isLocal) client.allowInsecureRequests(configuration);
    return configuration;
  }

  #login({ token_endpoint_auth_methods_supported: methods }: client.ServerMetadata): client.ClientAuth {
    const secret = this.options.secret();
    if (secret === undefined) throw Object.assign(new Error('no secret'), { code: 'no_client_secret' });
    const isBasic = methods === undefined || methods.includes('client_secret_basic');
    return isBasic ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
  }
}
