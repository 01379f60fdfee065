import type { AccountState, FormDuty, UserRole } from '@kntc/domain';
import { is, type Alternatives, type Bind, type Listing } from '../lists/listing';
import { ACCOUNT_WITH_PERSON, AGENCY_OF_ACCOUNT, USED_AT } from './user-rows';

/** An account as its list shows it; what is sealed of its person still is. */
export interface AccountRowListed {
  readonly id: string;
  readonly login: string;
  readonly agency: string;
  readonly roles: readonly UserRole[];
  readonly agencies: readonly string[] | null;
  readonly office: string | null;
  readonly duties: readonly FormDuty[] | null;
  readonly sealed: Buffer | null;
  /** What a form gave last. */
  readonly givenRoles: readonly UserRole[] | null;
  readonly givenAgencies: readonly string[] | null;
  readonly isMachine: boolean;
  readonly hasOwner: boolean;
  readonly nationalAccounts: number;
  readonly usedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly removedAt: Date | null;
  readonly createdAt: Date;
}

export interface AccountFilter {
  readonly agency?: string | undefined;
  readonly office?: string | undefined;
  readonly duty?: FormDuty | undefined;
  readonly role?: UserRole | undefined;
  readonly login?: string | undefined;
  readonly id?: string | undefined;
  /** With the moment after which an account was used. */
  readonly state?: { readonly is: AccountState; readonly since: Date } | undefined;
}

const LIVING = 'a.removed_at is null and a.disabled_at is null';

function standing({ is: state, since }: NonNullable<AccountFilter['state']>, bind: Bind): Alternatives {
  switch (state) {
    case 'removed':
      return ['a.removed_at is not null'];
    case 'disabled':
      return ['a.removed_at is null and a.disabled_at is not null'];
    case 'never':
      return [`${LIVING} and ${USED_AT} is null`];
    case 'unused':
      return [`${LIVING} and ${USED_AT} < ${bind(since)}::timestamptz`];
    case 'active':
      return [`${LIVING} and ${USED_AT} >= ${bind(since)}::timestamptz`];
  }
}

/** Accounts by login. */
export const ACCOUNTS: Listing<AccountFilter, AccountRowListed> = {
  columns: `a.id, a.login, ${AGENCY_OF_ACCOUNT} as agency, a.roles, a.agencies, u.duties, u.sealed,
    (select t.name from office_term t where t.office_id = u.office_id order by t.valid_from desc limit 1) as office,
    u.given_roles as "givenRoles", u.given_agencies as "givenAgencies", a.is_machine as "isMachine",
    (a.password_hash is not null or exists (select from account_identity i where i.account_id = a.id)) as "hasOwner",
    (select count(*)::int from national_account n where n.account_id = a.id and n.ended_on is null) as "nationalAccounts",
    ${USED_AT} as "usedAt", a.disabled_at as "disabledAt", a.removed_at as "removedAt", a.created_at as "createdAt"`,
  from: (seen) => `${ACCOUNT_WITH_PERSON} where ${seen}`,
  seenBy: { caseId: 'null::uuid', agencyId: AGENCY_OF_ACCOUNT },
  order: [
    { sql: 'a.login', type: 'text' },
    { sql: 'a.id', type: 'uuid' },
  ],
  filters: {
    agency: is(AGENCY_OF_ACCOUNT),
    office: is('u.office_id'),
    duty: (duty, bind) => [`${bind(duty)} = any(u.duties)`],
    role: (role, bind) => [`${bind(role)} = any(a.roles)`],
    login: is('a.login'),
    id: is('a.id'),
    state: standing,
  },
  toRow: (row) => ({
    id: String(row['id']),
    login: String(row['login']),
    agency: String(row['agency']),
    roles: row['roles'] as readonly UserRole[],
    agencies: row['agencies'] as readonly string[] | null,
    office: row['office'] as string | null,
    duties: row['duties'] as readonly FormDuty[] | null,
    sealed: row['sealed'] as Buffer | null,
    givenRoles: row['givenRoles'] as readonly UserRole[] | null,
    givenAgencies: row['givenAgencies'] as readonly string[] | null,
    isMachine: row['isMachine'] === true,
    hasOwner: row['hasOwner'] === true,
    nationalAccounts: Number(row['nationalAccounts']),
    usedAt: row['usedAt'] as Date | null,
    disabledAt: row['disabledAt'] as Date | null,
    removedAt: row['removedAt'] as Date | null,
    createdAt: row['createdAt'] as Date,
  }),
};
