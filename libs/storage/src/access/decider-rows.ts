import type { Decider, Delegation, Position, UserRole } from '@kntc/domain';
import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** An active account as somebody who decides. `account` is its login. */
export type KnownPerson = Required<Decider> & {
  readonly accountId: string;
  readonly worksAt: string | undefined;
  /**
   * Why it decides nothing yet: whoever made the account still knows its password (`first-password`), or it is for the
   * provider's sign-in and stands for nobody there (`not-linked`).
   */
  readonly awaits: 'first-password' | 'not-linked' | undefined;
};

/** Whose case it is and, where that agency is excluded, who decides instead (`null` = nobody in this province). */
export interface CaseStanding {
  readonly caseId: string;
  readonly agencyId: string;
  readonly isBarred: boolean;
  readonly routedTo: string | null;
}

const IS_LINKED = 'exists (select from account_identity i where i.account_id = a.id)';
const HAS_NO_OWNER = `(a.password_hash is null and not ${IS_LINKED})`;

/**
 * Condition of SQL about account `a`: nobody is known to own it. Its first password was not changed, or it has none, and
 * its owner signs in no other way.
 */
export const AWAITS_OWNER = `((a.must_change or a.password_hash is null) and not ${IS_LINKED})`;

/**
 * Condition of SQL: there are accounts of both sides, whose two people every rule can name. Accounts that nobody can sign in
 * with do not count: with them alone nobody could link the first one.
 */
export const BOTH_SIDES = `(exists (select from account a where 'approver' = any(a.roles) and not ${HAS_NO_OWNER})
  and exists (select from account a where 'config-admin' = any(a.roles) and not ${HAS_NO_OWNER}))`;

/** Condition of SQL: there are, or were. */
export const ACCOUNTS_REQUIRED = `(exists (select from access_rule where id = 'accounts-decide') or ${BOTH_SIDES})`;

/** Delegations that nobody ended, as `Delegation`. */
const STANDING_DELEGATIONS = `select agency_id as "agencyId", document_no as "documentNo",
    valid_from::text as "validFrom", valid_until::text as "validUntil"
  from delegation where ended_at is null`;

interface PersonRow {
  readonly id: string;
  readonly login: string;
  readonly roles: UserRole[];
  readonly agencies: string[] | null;
  readonly works_at: string | null;
  readonly position: Position | null;
  readonly delegations: Delegation[];
  readonly excluded: boolean;
  readonly awaits: 'first-password' | 'not-linked' | null;
}

/** Active accounts of people by login, each with what counts when it decides about this case. */
export async function readPeople(
  manager: Queries,
  logins: readonly string[],
  caseId: string | undefined,
): Promise<readonly KnownPerson[]> {
  const rows: PersonRow[] = await manager.query(
    `select a.id, a.login, a.roles, a.agencies, p.agency_id as works_at, p.position, 
       case when ${HAS_NO_OWNER} then 'not-linked' when ${AWAITS_OWNER} then 'first-password' end as awaits,
       (select coalesce(json_agg(d), '[]') from (${STANDING_DELEGATIONS} and account_id = a.id) d) as delegations,
       exists (select from case_barrier b where b.case_id = $2::uuid
         and (b.account_id = a.id or b.barred_agency = p.agency_id)) as excluded
     from account a left join account_person p on p.account_id = a.id
     where a.login = any($1) and a.disabled_at is null and not a.is_machine`,
    [logins, caseId ?? null],
  );
  return rows.map((row) => ({
    account: row.login,
    accountId: row.id,
    roles: row.roles,
    agencies: row.agencies ?? 'all',
    worksAt: row.works_at ?? undefined,
    headOf: row.position === 'head' && row.works_at !== null ? [row.works_at] : [],
    delegations: row.delegations,
    isExcluded: row.excluded,
    awaits: row.awaits ?? undefined,
  }));
}

export async function readCase(manager: Queries, reference: string): Promise<CaseStanding | undefined> {
  const rows: CaseStanding[] = await manager.query(
    `select n.case_id as "caseId", n.agency_id as "agencyId",
       exists (select from case_barrier b where b.case_id = n.case_id and b.barred_agency = n.agency_id) as "isBarred",
       (select min(t.agency_id) from case_route t where t.case_id = n.case_id) as "routedTo"
     from national_record n where n.reference = $1`,
    [reference],
  );
  return rows[0];
}

/** A national record of a case, with who of some people must not know of that case. */
export interface RecordStanding extends CaseStanding {
  readonly reference: string;
  /** Logins. */
  readonly excluded: readonly string[];
}

/** Asked beside the cases, so that the database does for none what it does for one. */
const NO_CASE = '00000000-0000-0000-0000-000000000000';

/** The records of these cases, each part of the rule asked whatever came of the others (as in `visibleCase`). */
export async function readRecords(
  manager: Queries,
  caseIds: readonly string[],
  logins: readonly string[],
): Promise<readonly RecordStanding[]> {
  const rows: (Omit<RecordStanding, 'reference'> & { readonly reference: string | null })[] =
    await manager.query(
      `select c.id as "caseId", n.reference, n.agency_id as "agencyId",
         exists (select from case_barrier b where b.case_id = c.id and b.barred_agency = coalesce(n.agency_id, ''))
           as "isBarred",
         (select min(t.agency_id) from case_route t where t.case_id = c.id) as "routedTo",
         array(select a.login from account a left join account_person p on p.account_id = a.id
           where a.login = any($2) and exists (select from case_barrier b where b.case_id = c.id
             and (b.account_id = a.id or b.barred_agency = p.agency_id))) as excluded
       from unnest($1::uuid[]) c(id) left join national_record n on n.case_id = c.id`,
      [[NO_CASE, ...caseIds], logins],
    );
  return rows.flatMap(({ reference, ...row }) => (reference === null ? [] : [{ ...row, reference }]));
}
