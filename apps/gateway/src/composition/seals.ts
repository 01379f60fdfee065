import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSealing, createSearchDigest, keyStores, loadKeyFile } from '@kntc/confidentiality';
import type { Keys, Sealing } from '@kntc/confidentiality';
import { GatewayError } from '@kntc/domain';
import type { Clock, KeyedDigest } from '@kntc/domain';
import { keyFileOf, keyStoresOf } from '@kntc/platform';
import type { AddressGuard, Environment } from '@kntc/platform';
import { isBound, KeyRegister } from '@kntc/storage';

/**
 * The key file. One that nobody named is made at the first start, and only then: beside a database that belongs to a key
 * already a new file would open nothing, and somebody might keep it in the place of the right one.
 * @throws GatewayError `GW_T303` when it is missing, though the database belongs to one
 */
export async function openKeys(environment: Environment, dataSource: SealTools['dataSource']): Promise<Keys> {
  const path = keyFileOf(environment);
  const createIfMissing = environment.keyFile === undefined;
  if (createIfMissing && !existsSync(path) && (await isBound(dataSource)))
    throw new GatewayError(
      'GW_T303',
      `${path} is missing and the database belongs to a key; no new one was made`,
    );
  mkdirSync(dirname(path), { recursive: true });
  return loadKeyFile(path, { createIfMissing });
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
