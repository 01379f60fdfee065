import { GatewayError, WEB_ADDRESS } from '@kntc/domain';
import type { AttachmentFiles, Clock, KeyedDigest, NationalProfile } from '@kntc/domain';
import {
  Credentials,
  DEMO_VARIANT,
  PRODUCTION_VARIANT,
  createNationalProfile,
  loadNationalSettings,
} from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import { accountOf, createHttp, endpointOf, isDemo, namedSecrets } from '@kntc/platform';
import type { AddressGuard, Environment } from '@kntc/platform';

export interface NationalSide {
  readonly profile: NationalProfile;
  readonly settings: NationalSettings;
  readonly credentials: Credentials;
  /** What the database is bound to. */
  readonly endpoint: string;
  readonly account: string;
}

export interface NationalPorts {
  readonly addresses: AddressGuard;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
  readonly files: AttachmentFiles;
  /** Where accounts of groups may stand (`NATIONAL_USERNAME_<NAME>` …). */
  readonly variables: Readonly<Record<string, string | undefined>>;
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
  { variables, addresses, ...ports }: NationalPorts,
): Promise<NationalSide> {
  const baseUrl = environment.nationalBaseUrl;
  if (baseUrl === undefined)
    throw new GatewayError(
      'GW_P401',
      'NATIONAL_BASE_URL is not set: start with `npm start`, or name the far side',
    );
  const settings = nationalSettings(environment);
  const http = createHttp({
    client: settings.connection.httpClient,
    connections: settings.limits.requestsAtOnce,
    lookup: addresses.target(baseUrl, WEB_ADDRESS, 'NATIONAL_BASE_URL').lookup,
  });
  const read = namedSecrets(environment.nationalSecretsFile, variables);
  const credentials = new Credentials(settings.credentials, read, ports.clock, accountOf(environment));
  const profile = createNationalProfile({ settings, baseUrl, credentials, http, ...ports });
  const endpoint = await endpointOf(environment, baseUrl);
  return { profile, settings, credentials, endpoint, account: credentials.binding() };
}
