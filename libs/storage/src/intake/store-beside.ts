import type { KeyedDigest } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { acceptedOf, type Placed } from './placed';
import { storeDenounced } from './store-denounced';
import { storeMilestones } from './store-milestones';
import { storeReceptions } from './store-receptions';

export interface Beside {
  readonly placed: readonly Placed[];
  /** Keys of the batch under which a visit without a petition stood until now. */
  readonly receptions: readonly string[];
  /** Of the terms by which people are found. */
  readonly search: KeyedDigest;
}

/** What stands beside records and cases and is counted or asked for without opening them: a statement each, where there is any. */
export async function storeBeside(
  manager: EntityManager,
  sourceId: string,
  { placed, receptions, search }: Beside,
): Promise<void> {
  const cases = placed.filter(({ isNew, isChanged }) => isNew || isChanged);
  await storeDenounced(manager, acceptedOf(cases));
  await storeMilestones(manager, acceptedOf(placed));
  await storeReceptions(manager, sourceId, { placed, stood: receptions, search });
}
