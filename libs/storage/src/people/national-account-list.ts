import type { ConfirmationState, FormDuty } from '@kntc/domain';
import { quarterBefore, quarterStart } from '@kntc/domain';
import { is, type Alternatives, type Bind, type Listing } from '../lists/listing';

/** An account somebody holds in the national system; its name still sealed. Days are `yyyy-MM-dd`. */
export interface NationalAccountRow {
  readonly id: string;
  readonly agency: string;
  readonly accountId: string;
  /** Login here of who holds it. */
  readonly login: string;
  readonly holderSealed: Buffer | null;
  readonly sealed: Buffer | null;
  readonly duties: readonly FormDuty[];
  readonly since: string;
  readonly confirmedOn: string;
  readonly confirmedBy: string;
  readonly endedOn: string | null;
  /** The account here is shut: so should be the one there. */
  readonly isHolderShut: boolean;
}

export interface NationalAccountFilter {
  readonly agency?: string | undefined;
  readonly login?: string | undefined;
  readonly id?: string | undefined;
  readonly state?: { readonly is: ConfirmationState; readonly today: string } | undefined;
}

function standing(
  { is: state, today }: NonNullable<NationalAccountFilter['state']>,
  bind: Bind,
): Alternatives {
  if (state === 'ended') return ['n.ended_on is not null'];
  const [start, before] = [bind(quarterStart(today)), bind(quarterBefore(today))];
  const when = {
    confirmed: `n.confirmed_on >= ${start}::date and ${before}::date is not null`,
    due: `n.confirmed_on >= ${before}::date and n.confirmed_on < ${start}::date`,
    overdue: `n.confirmed_on < ${before}::date and ${start}::date is not null`,
  };
  return [`n.ended_on is null and ${when[state]}`];
}

/** What was confirmed longest ago comes first. */
export const NATIONAL_ACCOUNTS: Listing<NationalAccountFilter, NationalAccountRow> = {
  columns: `n.id, n.agency_id as agency, n.account_id as "accountId", a.login, u.sealed as "holderSealed", n.sealed, n.duties,
    n.since::text, n.confirmed_on::text as "confirmedOn", n.confirmed_by as "confirmedBy", n.ended_on::text as "endedOn",
    (a.disabled_at is not null) as "isHolderShut"`,
  from: (seen) =>
    `national_account n join account a on a.id = n.account_id left join gateway_user u on u.account_id = n.account_id where ${seen}`,
  seenBy: { caseId: 'null::uuid', agencyId: 'n.agency_id' },
  order: [
    { sql: 'n.confirmed_on', type: 'date' },
    { sql: 'n.id', type: 'uuid' },
  ],
  filters: {
    agency: is('n.agency_id'),
    login: is('a.login'),
    id: is('n.id'),
    state: standing,
  },
  toRow: (row) => ({
    id: String(row['id']),
    agency: String(row['agency']),
    accountId: String(row['accountId']),
    login: String(row['login']),
    holderSealed: row['holderSealed'] as Buffer | null,
    sealed: row['sealed'] as Buffer | null,
    duties: row['duties'] as readonly FormDuty[],
    since: String(row['since']),
    confirmedOn: String(row['confirmedOn']),
    confirmedBy: String(row['confirmedBy']),
    endedOn: row['endedOn'] as string | null,
    isHolderShut: row['isHolderShut'] === true,
  }),
};
