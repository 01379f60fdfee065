import { WEB_ADDRESS } from '@kntc/domain';
import type { Http } from '@kntc/domain';
import type { AddressGuard } from '../addresses/address-guard';
import { createHttp } from '../http/create-http';
import type { Environment } from './environment';
import { keyFileOf } from './files-of';

/** Pages of keys follow each other: more connections would wait for each other in Vault. */
const VAULT_CONNECTIONS = 2;

/** Where key-encryption keys live, as the environment says. */
export function keyStoresOf(
  environment: Environment,
  addresses: AddressGuard,
): {
  readonly settings: {
    readonly keyFile: string;
    readonly use: Environment['keyStore'];
    readonly vault: Environment['vault'];
  };
  /** Throws GatewayError `GW_P402` when the Vault may not be connected to. */
  readonly http: () => Http;
} {
  const { keyStore: use, vault } = environment;
  return {
    settings: { keyFile: keyFileOf(environment), use, vault },
    http: () => {
      const { lookup } = addresses.target(vault?.address ?? '', WEB_ADDRESS, 'KNTC_VAULT_ADDR');
      return createHttp({ client: 'undici', connections: VAULT_CONNECTIONS, lookup });
    },
  };
}
