import { toLogin } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { readPeople } from './decider-rows';
import type { PgApprovals } from './pg-approvals';
import type { RowScope } from './row-scope';

/**
 * What somebody who is named at the command line may know of: everything as long as typed names count, and once accounts decide
 * what that account may – the same as for whoever is signed in. For acts that ask whether these people may at all: a name without
 * an account is refused there, with the words for it, and has no barriers.
 */
export async function scopeOfNamed(
  manager: Pick<EntityManager, 'query'>,
  approvals: PgApprovals,
  name: string | undefined,
): Promise<RowScope> {
  if (!(await approvals.isByAccounts(manager))) return 'everything';
  const [person] = await readPeople(manager, [toLogin(name ?? '') ?? ''], undefined);
  return person === undefined ? 'everything' : { accountId: person.accountId, agencies: person.agencies };
}
