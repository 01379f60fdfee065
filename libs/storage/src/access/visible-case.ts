import type { EntityManager } from 'typeorm';
import type { AccountScope } from './row-scope';

/** A case somebody may know of, by its reference. */
export interface VisibleCase {
  readonly caseId: string;
  readonly agencyId: string;
}

interface Judged {
  readonly case_id: string | null;
  readonly agency_id: string | null;
  readonly is_own_barrier: boolean;
  readonly is_agency_barred: boolean;
  readonly is_routed: boolean;
}

/** Stands in the place of a case that is not there, so that the database does for it what it does for one that is. */
const NO_CASE = "'00000000-0000-0000-0000-000000000000'::uuid";

/**
 * Every part of the rule `maySeeCase`, each asked whatever came of the others and whether or not there is such a case: a
 * condition beside the look-up would only be reached where there is one, and its time would tell (bench `side-channels`
 * saw 4 ms in 8). The rule over many rows is `visible`; a test compares the two.
 */
const JUDGED = `
  with asked as (
    select n.case_id, n.agency_id, coalesce(n.case_id, ${NO_CASE}) as sought, coalesce(n.agency_id, '') as managing
    from (select 1) always left join national_record n on n.reference = $1)
  select a.case_id, a.agency_id,
    exists (select from case_barrier b where b.case_id = a.sought and (b.account_id = $2::uuid
      or b.barred_agency = (select p.agency_id from account_person p where p.account_id = $2::uuid))) as is_own_barrier,
    exists (select from case_barrier b where b.case_id = a.sought and b.barred_agency = a.managing) as is_agency_barred,
    exists (select from case_route t where t.case_id = a.sought and t.agency_id = any($3::text[])) as is_routed
  from asked a`;

/** The case with this reference, or nothing: that it is not there and that it must not be there look and take the same. */
export async function visibleCase(
  manager: Pick<EntityManager, 'query'>,
  reference: string,
  { accountId, agencies }: AccountScope,
): Promise<VisibleCase | undefined> {
  const rows: Judged[] = await manager.query(JUDGED, [
    reference,
    accountId,
    agencies === 'all' ? [] : agencies,
  ]);
  const row = rows[0];
  if (row?.case_id === null || row?.agency_id === null || row === undefined || row.is_own_barrier)
    return undefined;
  const isOwn = agencies === 'all' || (agencies.includes(row.agency_id) && !row.is_agency_barred);
  return isOwn || row.is_routed ? { caseId: row.case_id, agencyId: row.agency_id } : undefined;
}
