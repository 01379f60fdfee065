import { randomBytes } from 'node:crypto';
import { AccessTokens, PasswordHasher } from '@kntc/access';
import { createKeyedDigest } from '@kntc/confidentiality';
import type { KeyedDigest } from '@kntc/domain';
import { loadProvince, randomIds, systemClock } from '@kntc/platform';
import { PgAccessTokens, PgAccountRemoval, PgAccounts } from '@kntc/storage';
import { accessRefusal } from '../access-refusal';
import { openApprovals, type NamedPeople } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { Questions } from '../database/questions';
import { Refusal } from '../refusal';

interface TokenActor {
  readonly actor: string;
  readonly reason: string;
}

export interface OpenAccounts {
  readonly accounts: PgAccounts;
  readonly removal: PgAccountRemoval;
  readonly tokens: AccessTokens;
  /** Who may make or take back a token, as the audit names them. @throws Refusal */
  readonly tokenHandler: (
    by: TokenActor,
    what: Parameters<PgAccessTokens['admit']>[2],
  ) => Promise<TokenActor>;
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
    const store = new PgAccessTokens(tools);
    const tokens = new AccessTokens({
      store,
      clock: systemClock,
      ids: randomIds,
      random: randomBytes,
    });
    const tokenHandler: OpenAccounts['tokenHandler'] = async (by, what) => {
      const verdict = await store.admit(approvals, by, what);
      if (verdict.kind === 'refused') throw new Refusal(accessRefusal(verdict.why, 'tokens'));
      return { actor: verdict.onRecord.actor, reason: by.reason };
    };
    return work({
      accounts: new PgAccounts(tools),
      removal: new PgAccountRemoval(tools),
      tokens,
      tokenHandler,
      keyedDigest: createKeyedDigest(keys),
      questions,
    });
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
