import { loadDuties, randomIds } from '@kntc/platform';
import { PgAccountRemoval, PgAccounts, PgNationalAccounts, PgOffices, PgUsers } from '@kntc/storage';
import type { KeyedDigest, Principal, SealBox } from '@kntc/domain';
import type { Province } from '@kntc/platform';

/** Offices, people, their accounts here and in the national system. */
export interface PeopleRegister {
  readonly accounts: PgAccounts;
  readonly removal: PgAccountRemoval;
  readonly offices: PgOffices;
  readonly users: PgUsers;
  readonly nationalAccounts: PgNationalAccounts;
}

interface Ground {
  readonly dataSource: ConstructorParameters<typeof PgAccounts>[0]['dataSource'];
  readonly province: Province;
  /** Seals what belongs to no record. */
  readonly house: SealBox;
  readonly keyedDigest: KeyedDigest;
}

type Around = Pick<ConstructorParameters<typeof PgUsers>[0], 'audit' | 'approvals' | 'clock'> & {
  readonly configDir: string;
};

/** Composes the register, and puts every office to the agency that the configuration names now. */
export async function composeRegister(
  { dataSource, province, house, keyedDigest }: Ground,
  { configDir, ...around }: Around,
): Promise<PeopleRegister> {
  const { id: provinceId, agencies, superiors } = province;
  const tools = { dataSource, ids: randomIds, provinceId, ...around };
  // Read once here, so that a mistake in it stops the start and not the first form.
  loadDuties(configDir);
  const offices = new PgOffices({ ...tools, agencies });
  await offices.place();
  return {
    accounts: new PgAccounts(tools),
    removal: new PgAccountRemoval(tools),
    offices,
    users: new PgUsers({ ...tools, house, keyedDigest, superiors, dutyRules: () => loadDuties(configDir) }),
    nationalAccounts: new PgNationalAccounts({ ...tools, house, keyedDigest }),
  };
}

/** The same for somebody who is signed in. @param proved who else proved who they are */
export function registerFor(
  { accounts, removal, offices, users, nationalAccounts }: PeopleRegister,
  asker: Principal,
  proved: readonly string[],
): PeopleRegister {
  return {
    accounts: accounts.signedIn(asker, proved),
    removal: removal.signedIn(asker, proved),
    offices: offices.signedIn(asker, proved),
    users: users.signedIn(asker, proved),
    nationalAccounts: nationalAccounts.signedIn(asker, proved),
  };
}
