import type { Environment } from '../config/environment';
import { AddressGuard, ownServer } from './address-guard';

/**
 * The guard of this process: its allow-list, and its own servers out of reach.
 * @param databaseUrl where the gateway's own tables are, when that is known
 */
export async function addressGuardOf(
  { allowedAddresses, redisUrl }: Pick<Environment, 'allowedAddresses' | 'redisUrl'>,
  databaseUrl: string | undefined,
): Promise<AddressGuard> {
  const own = await Promise.all([
    ...(databaseUrl === undefined ? [] : [ownServer(databaseUrl, ['postgres', 'postgresql'], 5432)]),
    ...(redisUrl === undefined ? [] : [ownServer(redisUrl, [], 6379)]),
  ]);
  return new AddressGuard({ allowed: allowedAddresses, own });
}
