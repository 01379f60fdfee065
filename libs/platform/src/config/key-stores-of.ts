import { createHttp } from '../http/create-http';
import type { Http } from '@kntc/domain';
import type { Environment } from './environment';
import { keyFileOf } from './files-of';

/** Pages of keys follow each other: more connections would wait for each other in Vault. */
const VAULT_CONNECTIONS = 2;

/** Where key-encryption keys live, as the environment says. */
export function keyStoresOf(environment: Environment): {
  readonly settings: {
    readonly keyFile: string;
    readonly use: Environment['keyStore'];
    readonly vault: Environment['vault'];
  };
  readonly http: () => Http;
} {
  const { keyStore: use, vault } = environment;
  return {
    settings: { keyFile: keyFileOf(environment), use, vault },
    http: () => createHttp({ client: 'undici', connections: VAULT_CONNECTIONS }),
  };
}
