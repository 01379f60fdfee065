import { createKeyedDigest } from '@kntc/confidentiality';
import type { KeyedDigest } from '@kntc/domain';
import { loadProvince, randomIds, systemClock } from '@kntc/platform';
import { PgAccess, PgAccessBook, PgAccounts, PgExplanations } from '@kntc/storage';
import type { NamedAccount } from '@kntc/storage';
import { openApprovals, type NamedPeople } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { Questions } from '../database/questions';
import { wrongUsage } from '../refusal';

export interface OpenAccess {
  readonly access: PgAccess;
  readonly accounts: PgAccounts;
  readonly book: PgAccessBook;
  readonly explanations: PgExplanations;
  readonly keyedDigest: KeyedDigest;
  readonly questions: Questions;
  /** @throws Refusal when there is no such account */
  readonly named: (login: string) => Promise<NamedAccount>;
}

/** Opens the database for who may see and decide what. */
export function withAccess<T>(
  place: Place,
  people: NamedPeople,
  work: (open: OpenAccess) => Promise<T>,
): Promise<T> {
  const { id: provinceId } = loadProvince(place.environment.configDir);
  return withCurrentDatabase(place, async (database) => {
    const { dataSource, questions } = database;
    const { audit, keys } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    const tools = { dataSource, ids: randomIds, audit, provinceId, approvals };
    const accounts = new PgAccounts(tools);
    return work({
      access: new PgAccess(tools),
      accounts,
      book: new PgAccessBook(dataSource),
      explanations: new PgExplanations(dataSource, approvals, systemClock),
      keyedDigest: createKeyedDigest(keys),
      questions,
      named: async (login) => accountNamed(login, await accounts.idOf(login)),
    });
  });
}

/** @throws Refusal unless it is an agency of the province */
export function knownAgency({ environment }: Place, agency: string): string {
  const { id, superiors } = loadProvince(environment.configDir);
  if (agency === id || superiors.has(agency)) return agency;
  throw wrongUsage(`Không có cơ quan «${agency.slice(0, 40)}».`, 'Dùng id trong agencies.yaml.');
}

function accountNamed(login: string, accountId: string | undefined): NamedAccount {
  if (accountId !== undefined) return { accountId, login };
  throw wrongUsage(`Không có tài khoản «${login.slice(0, 40)}».`, 'Kiểm tra lại tên đăng nhập.');
}
