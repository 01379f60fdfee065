import { DEFAULT_ACCESS_RULES, type AccessRules } from '@kntc/domain';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock, FakeWitness } from '../../../../test/fakes';
import { accessStanding, PgAccessSettings } from './pg-access-settings';
import { PgAccounts } from './pg-accounts';
import { PgApprovals } from './pg-approvals';

const rules = (change: Partial<AccessRules> = {}): AccessRules => ({ ...DEFAULT_ACCESS_RULES, ...change });
const LOOSER = rules({ unmaskDailyCap: 40 });
const STRICTER = rules({ requireProof: true });

describe('the rules about access that are in force', () => {
  const pool = usePool();
  let before: string;
  const audit = (witness?: FakeWitness) => anAudit(pool.dataSource, witness);
  const settings = (witness?: FakeWitness) =>
    new PgAccessSettings({ dataSource: pool.dataSource, audit: audit(witness), provinceId: 'H507' });
  const inForce = async (file: AccessRules) => (await settings().take(file)).inForce;
  const entries = async (): Promise<readonly string[]> => {
    const rows: { said: string }[] = await pool.dataSource.query(
      `select action || ' ' || target || ' ' || result as said from audit_entry
       where action like 'access %settings' and seq > $1 order by seq`,
      [before],
    );
    return rows.map(({ said }) => said);
  };

  beforeEach(async () => {
    await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    before = (await pool.dataSource.query('select coalesce(max(seq), 0) as seq from audit_entry'))[0].seq;
  });

  const accountsDecide = async (): Promise<void> => {
    const accounts = new PgAccounts({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      audit: audit(),
      provinceId: 'H507',
    });
    for (const [login, role] of [
      ['truong', 'approver'],
      ['cntt', 'config-admin'],
    ] as const)
      await accounts.create(
        { login, roles: [role], agencies: 'all', passwordHash: '', needsCode: false, mustChange: false },
        { actor: 'Lan', reason: 'ngày đầu', idempotencyKey: login },
      );
  };
  const accept = (file: AccessRules, approver: string, version?: string) =>
    accessStanding(pool.dataSource.manager, file).then((standing) =>
      settings().accept(file, version ?? standing.version, {
        actor: 'cntt',
        approver,
        reason: 'theo văn bản',
        approvals: new PgApprovals(new FakeClock(), standing.inForce),
      }),
    );

  it('are what the file says as long as typed names count; each change leaves one entry', async () => {
    expect(await inForce(rules())).toEqual(rules());
    expect(await inForce(LOOSER)).toEqual(LOOSER);
    expect(await inForce(LOOSER)).toEqual(LOOSER);
    expect(await entries()).toEqual(['access settings unmaskDailyCap: 20 → 40 done']);
  });

  it('of a file that asked for accounts before there were any can be put back', async () => {
    await inForce(rules({ requireAccounts: 'always' }));
    expect(await inForce(rules())).toEqual(rules());
  });

  describe('once accounts decide', () => {
    beforeEach(accountsDecide);

    it('get stricter by the file at once, on record, and go back to what was accepted', async () => {
      expect(await inForce(STRICTER)).toEqual(STRICTER);
      expect(await inForce(rules())).toEqual(rules());
      expect(await entries()).toEqual([
        'access settings requireProof: false → true done',
        'access settings requireProof: true → false done',
      ]);
    });

    it('get looser by nobody alone: key by key the stricter counts', async () => {
      const file = rules({ unmaskDailyCap: 40, requireProof: true });
      const { inForce: now, waiting } = await settings().take(file);
      expect(now).toEqual(STRICTER);
      expect(waiting).toEqual([{ key: 'unmaskDailyCap', from: '20', to: '40' }]);
      expect(await accept(file, 'ai đó')).toMatchObject({ kind: 'refused' });
      expect(await accept(LOOSER, 'truong', 'khác')).toEqual({ kind: 'other-version' });
      expect(await inForce(file)).toEqual(STRICTER);
    });

    it('get looser when two sides accept exactly that, with their entry and no other', async () => {
      expect(await accept(LOOSER, 'truong')).toEqual({ kind: 'accepted' });
      expect(await inForce(LOOSER)).toEqual(LOOSER);
      expect(await accept(LOOSER, 'truong')).toEqual({ kind: 'not-waiting' });
      expect(await inForce(rules({ unmaskDailyCap: 41 }))).toEqual(LOOSER);
      const [accepted, again, ...rest] = await entries();
      expect(accepted).toMatch(/^access accept-settings [0-9a-f]{12} unmaskDailyCap: 20 → 40 done$/);
      expect(again).toMatch(/not-found$/);
      expect(rest).toEqual([]);
    });

    it('keep what was loosened before that was accepted by both, also after a stricter file', async () => {
      await accept(LOOSER, 'truong');
      expect(await inForce(rules({ unmaskDailyCap: 3 }))).toEqual(rules({ unmaskDailyCap: 3 }));
      expect(await inForce(LOOSER)).toEqual(LOOSER);
    });

    it('get no looser while no entry can be made, and the process goes on', async () => {
      await inForce(STRICTER);
      const witness = new FakeWitness();
      witness.isAway = true;
      const now = await settings(witness).take(rules({ unmaskDailyCap: 1 }));
      expect(now.inForce).toEqual(rules({ unmaskDailyCap: 1, requireProof: true }));
      expect(await entries()).toHaveLength(1);
    });
  });
});
