import { pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { PgReports } from '../reports/pg-reports';
import { noteOutdated } from './outdated-processes';

const [ONE, OTHER] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

describe('processes that run an older mapping', () => {
  const pool = usePool();
  beforeEach(() => pgStores(pool.dataSource, pool.url));

  it('are counted by source as long as they say so, each for itself', async () => {
    const note = (processId: string, ...ids: readonly string[]) =>
      noteOutdated(
        pool.dataSource,
        { processId, provinceId: 'H507' },
        ids.map((id) => ({ id, mappingVersion: 'old' })),
      );
    const counted = async () =>
      (await new PgReports(pool.dataSource).sources()).map(({ outdatedProcesses }) => outdatedProcesses);
    const [{ id }]: [{ id: string }] = await pool.dataSource.query('select id from source limit 1');
    await note(ONE, id);
    await note(ONE, id);
    await note(OTHER, id);
    expect(await counted()).toEqual([2]);
    await note(ONE);
    expect(await counted()).toEqual([1]);
    await note(OTHER);
    expect(await counted()).toEqual([undefined]);
  });
});
