import type { EntityManager } from 'typeorm';
import { BOTH_SIDES } from './decider-rows';

/** As soon as both sides have accounts these decide, whatever becomes of them. */
export async function noteBothSides(
  manager: Pick<EntityManager, 'query'>,
  provinceId: string,
): Promise<void> {
  await manager.query(
    `insert into access_rule (id, agency_id) select 'accounts-decide', $1 where ${BOTH_SIDES} on conflict (id) do nothing`,
    [provinceId],
  );
}
