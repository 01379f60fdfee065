import { randomBytes } from 'node:crypto';
import { AccessTokens, PasswordHasher } from '@kntc/access';
import { createKeyedDigest } from '@kntc/confidentiality';
import type { KeyedDigest } from '@kntc/domain';
import { loadProvince, randomIds, systemClock } from '@kntc/platform';
import { PgAccessTokens, PgAccounts } from '@kntc/storage';
import { openApprovals, type NamedPeople } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { Questions } from '../database/questions';

export interface OpenAccounts {
  readonly accounts: PgAccounts;
  readonly tokens: AccessTokens;
  readonly keyedDigest: KeyedDigest;
  readonly questions: Questions;
}

/** Opens the database for who may sign in. */
export function withAccounts<T>(
  place: Place,
  people: NamedPeople,
  work: (open: OpenAccounts) => Promise<T>,
): Promise<T> {
  const { id: provinceId } = loadProvince(place.environment.configDir);
  return withCurrentDatabase(place, async (database) => {
    const { audit, keys } = await openAudit(place, database);
    const { dataSource, questions } = database;
    const approvals = await openApprovals(place, database, { audit, people });
    const tools = { dataSource, audit, provinceId, ids: randomIds, approvals };
    const tokens = new AccessTokens({
      store: new PgAccessTokens(tools),
      clock: systemClock,
      ids: randomIds,
      random: randomBytes,
    });
    return work({ accounts: new PgAccounts(tools), tokens, keyedDigest: createKeyedDigest(keys), questions });
  });
}

export async function hashOf(password: string): Promise<string> {
  const hasher = new PasswordHasher(randomBytes);
  try {
    return await hasher.hash(password);
  } finally {
    await hasher.close();
  }
}
