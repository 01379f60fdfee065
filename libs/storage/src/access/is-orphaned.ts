import type { ApprovalKind } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { AWAITS_OWNER } from './decider-rows';

/**
 * Nobody is left who could open an account again, or – while the audit is broken and no account can be changed – who could
 * go on with a restored database: whoever has the machine may, by names that stand as typed.
 */
export async function isOrphaned(
  manager: Pick<EntityManager, 'query'>,
  kind: ApprovalKind,
): Promise<boolean> {
  const needed = NEEDED[kind];
  if (needed === undefined) return false;
  const rows: unknown[] = await manager.query(needed);
  return rows.length === 0;
}

const NEEDED: Partial<Record<ApprovalKind, string>> = {
  accounts: `select 1 from account a where 'config-admin' = any(a.roles) and a.disabled_at is null and not ${AWAITS_OWNER} limit 1`,
  restore: `
    with side as (
      select a.id, r.role from account a cross join unnest(a.roles) r(role)
      where a.disabled_at is null and not ${AWAITS_OWNER} and r.role in ('config-admin', 'approver', 'auditor'))
    select 1 from side one join side other on other.id <> one.id and other.role <> one.role limit 1`,
};
