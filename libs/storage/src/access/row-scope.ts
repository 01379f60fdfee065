/** Whose rows a reader of reports may see: everything (the command line), or what one account may. */
export type RowScope = 'everything' | AccountScope;

export interface AccountScope {
  readonly accountId: string;
  readonly agencies: 'all' | readonly string[];
}

/** A condition of SQL with the values of its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Where a row's case and agency stand. */
export interface Columns {
  readonly caseId: string;
  readonly agencyId: string;
}

export const STANDING: Columns = { caseId: 's.case_id', agencyId: 's.owner_id' };
export const NATIONAL: Columns = { caseId: 'n.case_id', agencyId: 'n.agency_id' };

/**
 * True for the rows that the scope may see: of its agencies as long as these are not excluded from the case, of agencies
 * below that are, and never a case the account itself, or the agency it works at, is excluded from. The pure rule is
 * `maySeeCase`. @param first number of the first of its two parameters
 */
export function visible(scope: RowScope, first: number, { caseId, agencyId }: Columns = STANDING): Condition {
  if (scope === 'everything') return { sql: 'true', values: [] };
  const [account, agencies] = [`$${first}::uuid`, `$${first + 1}::text[]`];
  const ownBarriers = `select b.case_id from case_barrier b where b.account_id = ${account}
    or b.barred_agency = (select p.agency_id from account_person p where p.account_id = ${account})`;
  const agencyBarriers = `select b.case_id, b.barred_agency from case_barrier b where b.barred_agency is not null`;
  const routed = `select t.case_id from case_route t where t.agency_id = any(${agencies})`;
  return {
    sql: `(coalesce(${caseId} not in (${ownBarriers}), true)
      and (${agencies} is null
        or (${agencyId} = any(${agencies}) and coalesce((${caseId}, ${agencyId}) not in (${agencyBarriers}), true))
        or coalesce(${caseId} in (${routed}), false)))`,
    values: [scope.accountId, scope.agencies === 'all' ? null : scope.agencies],
  };
}
