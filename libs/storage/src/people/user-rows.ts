import { createHash } from 'node:crypto';
import type {
  BareAccount,
  FormDuty,
  KeyedDigest,
  Rights,
  SealBox,
  User,
  UserDetails,
  UserRole,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** The agency an account is of: where its person works, else the only one it works for; the province's otherwise. */
export const AGENCY_OF_ACCOUNT = `coalesce(u.agency_id, p.agency_id,
  case when cardinality(a.agencies) = 1 then a.agencies[1] end, a.agency_id)`;
/** Account `a` with what is known of its person. */
export const ACCOUNT_WITH_PERSON = `account a left join gateway_user u on u.account_id = a.id
  left join account_person p on p.account_id = a.id`;
/** Last sign-in of a person, or last use of a token. */
export const USED_AT = `greatest(a.signed_in_at, (select max(k.last_used_at) from access_token k where k.account_id = a.id))`;

export function sealDetails(house: SealBox, accountId: string, details: UserDetails): Buffer {
  return Buffer.from(house.seal(Buffer.from(JSON.stringify(details)), contextOf(accountId)));
}

export function openDetails(house: SealBox, accountId: string, sealed: Buffer): UserDetails {
  return JSON.parse(Buffer.from(house.open(sealed, contextOf(accountId))).toString('utf8')) as UserDetails;
}

function contextOf(accountId: string): string {
  return `user/${accountId}`;
}

export function emailDigest(keyed: KeyedDigest, email: string): string {
  return keyed.digest(`user email\0${email}`);
}

/** A login stands in the audit in plain words: its digest needs no key. */
export function retiredDigest(login: string): string {
  return createHash('sha256').update(login).digest('hex');
}

interface KnownRow {
  readonly account_id: string;
  readonly login: string;
  readonly sealed: Buffer;
  readonly office_id: string;
  readonly duties: FormDuty[];
  readonly roles: UserRole[];
  readonly agencies: string[] | null;
  readonly given_roles: UserRole[] | null;
  readonly given_agencies: string[] | null;
  readonly is_disabled: boolean;
}

export interface KnownPeople {
  readonly users: readonly User[];
  readonly accounts: readonly BareAccount[];
  readonly isRetired: (login: string) => boolean;
}

/** Everybody a form could name: people of earlier forms, accounts made by hand, and names nobody gets again. */
export async function knownPeople(manager: Queries, house: SealBox): Promise<KnownPeople> {
  const users: KnownRow[] = await manager.query(
    `select u.account_id, a.login, u.sealed, u.office_id, u.duties, a.roles, a.agencies, u.given_roles, u.given_agencies,
       a.disabled_at is not null as is_disabled
     from gateway_user u join account a on a.id = u.account_id where a.removed_at is null and u.sealed is not null`,
  );
  const accounts: (Omit<BareAccount, 'rights'> & { roles: UserRole[]; agencies: string[] | null })[] =
    await manager.query(
      `select a.id as "accountId", a.login, a.roles, a.agencies, a.is_machine as "isMachine",
         a.disabled_at is not null as "isDisabled"
       from account a where a.removed_at is null
         and not exists (select from gateway_user u where u.account_id = a.id)`,
    );
  const retired: { digest: string }[] = await manager.query('select digest from retired_login');
  const gone = new Set(retired.map(({ digest }) => digest));
  return {
    users: users.map((row) => toUser(row, house)),
    accounts: accounts.map(({ roles, agencies, ...one }) => ({ ...one, rights: rightsOf(roles, agencies) })),
    isRetired: (login) => gone.has(retiredDigest(login)),
  };
}

function toUser(row: KnownRow, house: SealBox): User {
  return {
    accountId: row.account_id,
    login: row.login,
    details: openDetails(house, row.account_id, row.sealed),
    officeId: row.office_id,
    duties: row.duties,
    rights: rightsOf(row.roles, row.agencies),
    given: row.given_roles === null ? undefined : rightsOf(row.given_roles, row.given_agencies),
    isDisabled: row.is_disabled,
  };
}

export function rightsOf(roles: readonly UserRole[], agencies: readonly string[] | null): Rights {
  return { roles, agencies: agencies ?? 'all' };
}
