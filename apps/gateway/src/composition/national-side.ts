import { GatewayError } from '@kntc/domain';
import type { AttachmentFiles, Clock, KeyedDigest, NationalProfile } from '@kntc/domain';
import { Credentials, PRODUCTION_VARIANT, createTtcp2018Profile, loadNationalSettings } from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import { createHttp, farSideIdentity, isLoopback, namedSecrets } from '@kntc/platform';
import type { Environment } from '@kntc/platform';

/** Works at loopback addresses only; no real far side ever sees it. */
const DEMO_ACCOUNT = { username: 'kntc_demo', password: 'kntc_demo' };
const DEMO_VARIANT = 'demo';

export interface NationalSide {
  readonly profile: NationalProfile;
  readonly settings: NationalSettings;
  readonly credentials: Credentials;
  /** What the database is bound to. */
  readonly endpoint: string;
  readonly account: string;
}

export interface NationalPorts {
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
  readonly files: AttachmentFiles;
  /** Where accounts of groups may stand (`NATIONAL_USERNAME_<NAME>` …). */
  readonly variables: Readonly<Record<string, string | undefined>>;
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
  { variables, ...ports }: NationalPorts,
): Promise<NationalSide> {
  const baseUrl = environment.nationalBaseUrl;
  if (baseUrl === undefined)
    throw new GatewayError(
      'GW_P401',
      'NATIONAL_BASE_URL is not set: start with `npm start`, or name the far side',
    );
  const demo = isDemo(environment);
  // Only ever the account of an environment without groups, and the demo one at loopback addresses alone.
  const account = environment.nationalAccount ?? (isLoopback(baseUrl) ? DEMO_ACCOUNT : undefined);
  const settings = nationalSettings(environment);
  const http = createHttp({
    client: settings.connection.httpClient,
    connections: settings.limits.requestsAtOnce,
  });
  const read = namedSecrets(environment.nationalSecretsFile, variables);
  const credentials = new Credentials(settings.credentials, read, ports.clock, account);
  const profile = createTtcp2018Profile({ settings, baseUrl, credentials, http, ...ports });
  const endpoint = demo ? await farSideIdentity(baseUrl) : new URL(baseUrl).href;
  return { profile, settings, credentials, endpoint, account: credentials.binding() };
}
