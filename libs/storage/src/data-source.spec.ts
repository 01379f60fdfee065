import { GatewayError } from '@kntc/domain';
import { createDatabase } from '../../../test/environment';
import { connect, createDataSource, migrate } from './data-source';

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
