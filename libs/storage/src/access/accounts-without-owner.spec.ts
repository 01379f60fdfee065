import type { UserRole } from '@kntc/domain';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgAccounts } from './pg-accounts';
import { PgApprovals } from './pg-approvals';
import { PgExplanations } from './pg-explanations';

describe('an account for the provider that stands for nobody there', () => {
  const pool = usePool();
  const clock = new FakeClock();
  const approvals = new PgApprovals(clock, { requireAccounts: 'both-sides-exist', requireProof: false });
  let accounts: PgAccounts;
  let commands = 0;
  beforeEach(async () => {
    await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    const audit = anAudit(pool.dataSource);
    accounts = new PgAccounts({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      audit,
      provinceId: 'H507',
    });
  });

  const command = () => {
    commands += 1;
    return { actor: 'quản trị', reason: 'theo quyết định', idempotencyKey: `key-${commands}` };
  };
  const account = (login: string, role: UserRole, passwordHash?: string) =>
    accounts.create(
      { login, roles: [role], agencies: 'all', passwordHash, mustChange: false, needsCode: false },
      command(),
    );
  const link = (login: string) => accounts.link(login, { issuer: 'sso', code: login }, command());
  const ask = () =>
    approvals.check(pool.dataSource.manager, { kind: 'policy', actor: 'cntt', approver: 'truong' });

  it('decides nothing until it is linked, and nothing once it no longer is', async () => {
    for (const login of ['cntt', 'truong'])
      await account(login, login === 'cntt' ? 'config-admin' : 'approver', '');
    await pool.dataSource.query("update account set password_hash = null where login = 'truong'");
    expect(await ask()).toMatchObject({ kind: 'refused', why: 'not-linked' });
    const explained = await new PgExplanations(pool.dataSource, approvals, clock).explain(
      'truong',
      undefined,
    );
    expect(explained?.decisions.every(({ asks }) => 'why' in asks && asks.why === 'not-linked')).toBe(true);

    expect(await link('truong')).toEqual({ kind: 'done' });
    expect(await ask()).toMatchObject({ kind: 'allowed' });
    await accounts.unlink('truong', command());
    expect(await ask()).toMatchObject({ kind: 'refused', why: 'not-linked' });
  });

  it('is of no side yet: the first ones are linked by typed names, and then accounts decide for good', async () => {
    await account('truong', 'approver');
    await account('cntt', 'config-admin');
    const isByAccounts = () => approvals.isByAccounts(pool.dataSource.manager);
    expect(await isByAccounts()).toBe(false);
    await link('truong');
    expect(await isByAccounts()).toBe(false);
    await link('cntt');
    expect(await isByAccounts()).toBe(true);
    await accounts.unlink('cntt', command());
    expect(await isByAccounts()).toBe(true);
  });
});
