import { GatewayError } from '@kntc/domain';
import type { Clock, KeyedDigest, NationalProfile } from '@kntc/domain';
import { PRODUCTION_VARIANT, createTtcp2018Profile, loadNationalSettings } from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import { createHttp, farSideIdentity, isLoopback } from '@kntc/platform';
import type { Environment } from '@kntc/platform';

/** Works at loopback addresses only; no real far side ever sees it. */
const DEMO_ACCOUNT = { username: 'kntc_demo', password: 'kntc_demo' };
const DEMO_VARIANT = 'demo';

export interface NationalSide {
  readonly profile: NationalProfile;
  readonly settings: NationalSettings;
  /** What the database is bound to. */
  readonly endpoint: string;
  readonly account: string;
}

/** Whether a loopback far side without credentials makes this a demo (`architecture.md` §5). */
export function isDemo(environment: Environment): boolean {
  return (
    environment.nationalAccount === undefined &&
    environment.nationalBaseUrl !== undefined &&
    isLoopback(environment.nationalBaseUrl)
  );
}

/** The settings alone, for what needs no wire. */
export function nationalSettings(environment: Environment): NationalSettings {
  return loadNationalSettings(
    environment.configDir,
    environment.nationalProfile,
    isDemo(environment) ? DEMO_VARIANT : PRODUCTION_VARIANT,
  );
}

/** Profile, transport and account of the far side this process talks to. */
export async function connectNationalSide(
  environment: Environment,
  ports: { readonly keyedDigest: KeyedDigest; readonly clock: Clock },
): Promise<NationalSide> {
  const baseUrl = environment.nationalBaseUrl;
  if (baseUrl === undefined)
    throw new GatewayError(
      'GW_P401',
      'NATIONAL_BASE_URL is not set: start with `npm start`, or name the far side',
    );
  const demo = isDemo(environment);
  const account = environment.nationalAccount ?? DEMO_ACCOUNT;
  const settings = nationalSettings(environment);
  const http = createHttp({
    client: settings.connection.httpClient,
    connections: settings.limits.requestsAtOnce,
  });
  const profile = createTtcp2018Profile({ settings, baseUrl, ...account, http, ...ports });
  const endpoint = demo ? await farSideIdentity(baseUrl) : new URL(baseUrl).href;
  return { profile, settings, endpoint, account: account.username };
}
