import { createKeyedDigest } from '@kntc/confidentiality';
import { loadDuties, loadProvince, randomIds, systemClock } from '@kntc/platform';
import type { Province } from '@kntc/platform';
import { PgAccountRemoval, PgNationalAccounts, PgOffices, PgUsers, type RowScope } from '@kntc/storage';
import type { NamedPeople } from '../database/open-approvals';
import { readAs, type ReaderOptions } from '../database/list-reading';
import { withAllKeys } from '../database/open-keys';
import type { Questions } from '../database/questions';
import { perform, type Operation } from '../operation-answer';
import type { Shell } from '../shell';

/** Offices, people and their accounts, with what opens them. */
export interface OpenRegister {
  readonly province: Province;
  readonly offices: PgOffices;
  readonly users: PgUsers;
  readonly removal: PgAccountRemoval;
  readonly nationalAccounts: PgNationalAccounts;
  /** Reads a list as the person who was named may see it. @throws Refusal */
  readonly read: <T>(
    what: string,
    by: ReaderOptions,
    read: (scope: RowScope) => Promise<readonly T[]>,
  ) => Promise<readonly T[]>;
  /** Runs an operation and words its result. */
  readonly perform: (operation: Operation) => ReturnType<typeof perform>;
  readonly questions: Questions;
}

/** Opens the register for one command. @throws GatewayError `GW_T308` */
export function withRegister<T>(
  shell: Shell,
  people: NamedPeople,
  work: (open: OpenRegister) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  const { configDir } = place.environment;
  const province = loadProvince(configDir);
  return withAllKeys(place, people, ({ database, audit, approvals, house, keys, provinceId }) => {
    const { dataSource, questions } = database;
    const tools = { dataSource, ids: randomIds, audit, approvals, clock: systemClock, provinceId };
    const sealed = { ...tools, house, keyedDigest: createKeyedDigest(keys) };
    const { superiors, agencies } = province;
    return work({
      province,
      offices: new PgOffices({ ...tools, agencies }),
      users: new PgUsers({ ...sealed, superiors, dutyRules: () => loadDuties(configDir) }),
      removal: new PgAccountRemoval(tools),
      nationalAccounts: new PgNationalAccounts(sealed),
      read: (what, by, read) => readAs(place, database, { what, kind: 'accounts', by, read }),
      perform: (operation) => perform(operation, questions),
      questions,
    });
  });
}
