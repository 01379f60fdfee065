import { GatewayError } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { LOCK_SOURCE } from './intake-statements';

const ROTATIONS_WAITED_FOR = 3;

interface LockedSource {
  readonly kek: string;
  /** Number of the reading that counts. */
  readonly reading: number;
  /** Version of the mapping in use. */
  readonly mapping: string;
}

/**
 * Locks the source for this batch; gives the key-encryption key that new records come under. Where a rotation was waited
 * for, the key that was active is not any more and the new one is seen only by the next statement.
 */
export async function lockSource(manager: EntityManager, sourceId: string): Promise<LockedSource> {
  for (let tries = 0; tries < ROTATIONS_WAITED_FOR; tries += 1) {
    const rows: LockedSource[] = await manager.query(LOCK_SOURCE, [sourceId]);
    if (rows[0] !== undefined) return rows[0];
  }
  throw new GatewayError('GW_T308', `no active key, or no source ${sourceId}`);
}
