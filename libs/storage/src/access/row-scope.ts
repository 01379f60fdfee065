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

/** The halves of {@link visible}, for lists that look for each of them by an index of its own. */
export interface VisibleParts {
  /** Neither the account nor the agency it works at is excluded from the case; for whoever asks. */
  readonly isUnbarred: string;
  /** Of its agencies, as long as that one is not excluded. */
  readonly isDirect: string;
  /** Of an agency below one that is excluded. */
  readonly isRouted: string;
}

/**
 * True for the rows that the scope may see: of its agencies as long as these are not excluded from the case, of agencies
 * below that are, and never a case the account itself, or the agency it works at, is excluded from. The pure rule is
 * `maySeeCase`. @param first number of the first of its two parameters
 */
export function visible(scope: RowScope, first: number, columns: Columns = STANDING): Condition {
  if (scope === 'everything') return { sql: 'true', values: [] };
  const { isUnbarred, isDirect, isRouted } = visibleParts(first, columns);
  return {
    sql: `(${isUnbarred} and ($${first + 1}::text[] is null or ${isDirect} or coalesce(${isRouted}, false)))`,
    values: [scope.accountId, scope.agencies === 'all' ? null : scope.agencies],
  };
}

/**
 * What an account is barred from is read once, as an array: a `not in` would be counted again for every row that is looked up
 * by an index, and no index would be used. @param first number of the account's parameter; the next one is its agencies'
 */
export function visibleParts(first: number, { caseId, agencyId }: Columns): VisibleParts {
  const [account, agencies] = [`$${first}::uuid`, `$${first + 1}::text[]`];
  const ownBarriers = `select b.case_id from case_barrier b where b.account_id = ${account}
    or b.barred_agency = (select p.agency_id from account_person p where p.account_id = ${account})`;
  const agencyBarriers = `select b.case_id || ' ' || b.barred_agency from case_barrier b where b.barred_agency = any(${agencies})`;
  const routed = `select t.case_id from case_route t where t.agency_id = any(${agencies})`;
  return {
    isUnbarred: `coalesce(${caseId} <> all(array(${ownBarriers})), true)`,
    isDirect: `(${agencyId} = any(${agencies}) and coalesce(${caseId} || ' ' || ${agencyId} <> all(array(${agencyBarriers})), true))`,
    isRouted: `${caseId} in (${routed})`,
  };
}
