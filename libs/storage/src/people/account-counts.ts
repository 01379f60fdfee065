import type { EntityManager } from 'typeorm';
import type { RowScope } from '../access/row-scope';
import { ACCOUNT_WITH_PERSON, AGENCY_OF_ACCOUNT, USED_AT } from './user-rows';

/** Accounts of one agency that were not removed. */
export interface AccountCounts {
  readonly agency: string;
  /** Who runs the gateway: `config-admin`. */
  readonly administrators: number;
  /** Everybody else. */
  readonly users: number;
  readonly machines: number;
  readonly active: number;
  /** Signed in once, and not since. */
  readonly unused: number;
  readonly never: number;
  readonly disabled: number;
}

/** How many accounts each agency has, and how they are used. @param since who signed in after that is active */
export function accountCounts(
  manager: Pick<EntityManager, 'query'>,
  scope: RowScope,
  since: Date,
): Promise<readonly AccountCounts[]> {
  const agencies = scope === 'everything' || scope.agencies === 'all' ? null : scope.agencies;
  return manager.query(
    `with known as (
       select ${AGENCY_OF_ACCOUNT} as agency, a.is_machine, a.disabled_at is not null as is_disabled,
         'config-admin' = any(a.roles) as is_admin, ${USED_AT} as used_at
       from ${ACCOUNT_WITH_PERSON} where a.removed_at is null)
     select agency, count(*) filter (where is_admin and not is_machine)::int as administrators,
       count(*) filter (where not is_admin and not is_machine)::int as users, count(*) filter (where is_machine)::int as machines,
       count(*) filter (where not is_disabled and used_at >= $2)::int as active,
       count(*) filter (where not is_disabled and used_at < $2)::int as unused,
       count(*) filter (where not is_disabled and used_at is null)::int as never,
       count(*) filter (where is_disabled)::int as disabled
     from known where $1::text[] is null or agency = any($1) group by agency order by agency`,
    [agencies, since],
  ) as Promise<readonly AccountCounts[]>;
}
