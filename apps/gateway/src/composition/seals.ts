import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSealing, createSearchDigest, keyStores, loadKeyFile } from '@kntc/confidentiality';
import type { Keys, Sealing } from '@kntc/confidentiality';
import type { Clock, KeyedDigest } from '@kntc/domain';
import { keyFileOf, keyStoresOf } from '@kntc/platform';
import type { AddressGuard, Environment } from '@kntc/platform';
import { KeyRegister } from '@kntc/storage';

/** The key file. One that nobody named is made at the first start. */
export function openKeys(environment: Environment): Keys {
  const path = keyFileOf(environment);
  mkdirSync(dirname(path), { recursive: true });
  return loadKeyFile(path, { createIfMissing: environment.keyFile === undefined });
}

interface SealTools {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly dataSource: ConstructorParameters<typeof KeyRegister>[0];
  readonly provinceId: string;
  readonly addresses: AddressGuard;
}

/** How records are sealed. @throws GatewayError `GW_T308` when a key that the database uses is lost */
export async function openSeals(
  environment: Environment,
  { keys, clock, dataSource, provinceId, addresses }: SealTools,
): Promise<Pick<Sealing, 'seals' | 'house'> & { readonly search: KeyedDigest }> {
  const { settings, http } = keyStoresOf(environment, addresses);
  const { custody, seals, house } = createSealing({ keys, clock, ...keyStores(settings, http) });
  await new KeyRegister(dataSource, custody, provinceId).start();
  return { seals, house, search: createSearchDigest(keys) };
}
