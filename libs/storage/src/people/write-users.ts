import { sameRights } from '@kntc/domain';
import type { KeyedDigest, PlannedUser, Rights, SealBox } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { emailDigest, sealDetails } from './user-rows';

type Queries = Pick<EntityManager, 'query'>;

export interface UserWriting {
  readonly house: SealBox;
  readonly keyedDigest: KeyedDigest;
  readonly provinceId: string;
  readonly uuid: () => string;
  readonly agencyOf: (officeId: string) => string;
  readonly by: string;
}

/** What was given to whom, for the audit. */
export interface Granted {
  readonly login: string;
  readonly rights: Rights;
}

/** Writes what a plan takes. @returns accounts that may something else now */
export async function writeUsers(
  manager: Queries,
  plan: readonly PlannedUser[],
  writing: UserWriting,
): Promise<readonly Granted[]> {
  const granted: Granted[] = [];
  for (const one of plan) {
    const { state, login, rights } = one;
    if (state === 'unchanged' || state === 'refused' || login === undefined || rights === undefined) continue;
    const accountId = one.accountId ?? (await makeAccount(manager, { login, rights }, writing));
    await writeUser(manager, { ...one, accountId }, writing);
    if (one.before !== undefined && sameRights(one.before, rights)) continue;
    if (one.before !== undefined) await changeRights(manager, accountId, rights);
    granted.push({ login, rights });
  }
  return granted;
}

/** Without a password: nobody signs in as it before an administrator sets one, or links it to the province's sign-in. */
async function makeAccount(
  manager: Queries,
  { login, rights }: Granted,
  { uuid, provinceId }: UserWriting,
): Promise<string> {
  const id = uuid();
  await manager.query(
    `insert into account (id, agency_id, login, roles, agencies, must_change, needs_code) values ($1, $2, $3, $4, $5, false, true)`,
    [id, provinceId, login, rights.roles, rights.agencies === 'all' ? null : rights.agencies],
  );
  return id;
}

/** Sessions end with it: what somebody may no longer do, the next click no longer does. */
async function changeRights(manager: Queries, accountId: string, { roles, agencies }: Rights): Promise<void> {
  await manager.query(
    'update account set roles = $2, agencies = $3, changed_at = clock_timestamp() where id = $1',
    [accountId, roles, agencies === 'all' ? null : agencies],
  );
  await manager.query('delete from session where account_id = $1', [accountId]);
}

async function writeUser(
  manager: Queries,
  { line, office, duties, rights, isByHand, accountId }: PlannedUser & { readonly accountId: string },
  { house, keyedDigest, agencyOf, by }: UserWriting,
): Promise<void> {
  if (office === undefined) return;
  const { details } = line;
  const given = isByHand ? undefined : rights;
  await manager.query(
    `insert into gateway_user (account_id, agency_id, office_id, duties, sealed, email_digest, given_roles, given_agencies,
       recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account_id) do update set agency_id = excluded.agency_id, office_id = excluded.office_id,
       duties = excluded.duties, sealed = excluded.sealed, email_digest = excluded.email_digest,
       given_roles = coalesce(excluded.given_roles, gateway_user.given_roles),
       given_agencies = case when excluded.given_roles is null then gateway_user.given_agencies else excluded.given_agencies end,
       recorded_by = excluded.recorded_by, changed_at = clock_timestamp()`,
    [
      accountId,
      agencyOf(office.id),
      office.id,
      duties,
      sealDetails(house, accountId, details),
      emailDigest(keyedDigest, details.email),
      given?.roles ?? null,
      given === undefined || given.agencies === 'all' ? null : given.agencies,
      by,
    ],
  );
}
