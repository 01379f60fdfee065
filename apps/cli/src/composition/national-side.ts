import { BodyProblem, WEB_ADDRESS } from '@kntc/domain';
import type { AttachmentFiles, KeyedDigest, NationalProfile } from '@kntc/domain';
import {
  Credentials,
  DEMO_VARIANT,
  PRODUCTION_VARIANT,
  createNationalProfile,
  loadNationalSettings,
} from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import {
  accountOf,
  addressGuardOf,
  createHttp,
  endpointOf,
  isDemo,
  namedSecrets,
  systemClock,
} from '@kntc/platform';
import type { Environment } from '@kntc/platform';

/** The national settings as the gateway would read them. @throws GatewayError `GW_P401` with every problem */
export function nationalSettings(environment: Environment): NationalSettings {
  const variant = isDemo(environment) ? DEMO_VARIANT : PRODUCTION_VARIANT;
  return loadNationalSettings(environment.configDir, environment.nationalProfile, variant);
}

export interface FarSide {
  readonly profile: NationalProfile;
  /** What a database is bound to. */
  readonly endpoint: string;
  readonly account: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Which accounts speak for which agencies, without any value. */
export function credentialsOf(environment: Environment, variables: Variables): Credentials {
  const read = namedSecrets(environment.nationalSecretsFile, variables);
  return new Credentials(
    nationalSettings(environment).credentials,
    read,
    systemClock,
    accountOf(environment),
  );
}

/** Nothing is sent from here, so no file is opened either. */
export const NO_FILES: AttachmentFiles = {
  read: () => {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'the command line sends nothing');
  },
};

/** Asking the far side digests nothing: only planning and look-ups of cases do. */
const NO_DIGEST: KeyedDigest = {
  digest: () => {
    throw new Error('the command line plans no steps');
  },
};

/** The far side of this environment, for read-only questions; `undefined` when no address is known. */
export async function farSide(environment: Environment, variables: Variables): Promise<FarSide | undefined> {
  const { nationalBaseUrl: baseUrl } = environment;
  if (baseUrl === undefined) return undefined;
  const credentials = credentialsOf(environment, variables);
  const settings = nationalSettings(environment);
  const addresses = await addressGuardOf(environment, environment.databaseUrl);
  const { lookup } = addresses.target(baseUrl, WEB_ADDRESS, 'NATIONAL_BASE_URL');
  const profile = createNationalProfile({
    settings,
    baseUrl,
    credentials,
    files: NO_FILES,
    http: createHttp({ client: settings.connection.httpClient, connections: 1, lookup }),
    keyedDigest: NO_DIGEST,
    clock: systemClock,
  });
  const endpoint = await endpointOf(environment, baseUrl);
  return { profile, endpoint, account: credentials.binding() };
}
