import { GatewayError } from '@kntc/domain';
import { createDatabase } from '../../../test/environment';
import { anAudit, emptied, usePool } from '../../../test/contract/stores-under-test';
import { CountingIds } from '../../../test/fakes';
import { connect, createDataSource, migrate } from './data-source';
import { PgPolicies } from './operations/pg-policies';

describe('the database of the gateway', () => {
  it('says in one sentence that it cannot be reached', async () => {
    const nowhere = createDataSource('postgres://nobody@127.0.0.1:1/none', 1);
    await expect(connect(nowhere)).rejects.toThrow(GatewayError);
    await expect(connect(nowhere)).rejects.toMatchObject({ code: 'GW_T301' });
  });

  it('is migrated once, by however many processes', async () => {
    const database = await createDatabase();
    const processes = [1, 2, 3].map(() => createDataSource(database.url, 2));
    for (const one of processes) await connect(one);
    await Promise.all(processes.map((one) => migrate(one)));
    const rows = (await processes[0]?.query('select name from schema_migration')) as unknown[];
    expect(rows).toHaveLength(processes[0]?.migrations.length ?? 0);
    for (const one of processes) await one.destroy();
    await database.drop();
  });
});

describe('the identity policy', () => {
  const pool = usePool();
  beforeEach(() => emptied(pool.dataSource));
  const policies = () => new PgPolicies(pool.dataSource, new CountingIds(), 'H507', anAudit(pool.dataSource));
  const record = {
    documentNo: '01/QĐ-TT',
    documentDate: '2026-01-05',
    signatory: 'Chánh Thanh tra',
    recordedBy: 'inspector-one',
    secondPerson: 'inspector-two',
  };

  it('has no default', async () => {
    expect(await policies().current()).toBeUndefined();
  });

  it('is the newest one recorded; the earlier ones stay on file', async () => {
    const one = policies();
    await one.record({ ...record, policy: 'withheld' });
    await one.record({ ...record, policy: 'transmitted' });
    expect(await one.current()).toBe('transmitted');
    const rows = (await pool.dataSource.query(
      'select policy, valid_until is null as current from identity_policy order by recorded_at',
    )) as unknown[];
    expect(rows).toEqual([
      { policy: 'withheld', current: false },
      { policy: 'transmitted', current: true },
    ]);
  });
});
