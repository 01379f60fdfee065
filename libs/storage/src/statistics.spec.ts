import { aBatch, anAccepted } from '../../../test/builders';
import { pgStores, usePool } from '../../../test/contract/stores-under-test';
import { TAKE_UNRUNG } from './lanes/lane-statements';
import { TableStatistics, analyzeIfNever } from './statistics';

const RECORDS = 2_000;

describe('the statistics of a first load', () => {
  const pool = usePool();

  const sweepPlan = async (): Promise<string> => {
    const rows: { 'QUERY PLAN': string }[] = await pool.dataSource.query(
      `explain ${TAKE_UNRUNG.replace('$1', '256').replace('$2', '30000').replace('$3', "'{}'")}`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  const wasAnalysed = async (): Promise<boolean> => {
    const rows: { reltuples: number }[] = await pool.dataSource.query(
      "select reltuples from pg_class where oid = 'source_record'::regclass",
    );
    return (rows[0]?.reltuples ?? -1) >= 0;
  };
  beforeAll(async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    await pool.dataSource.query('alter table source_record set (autovacuum_enabled = off)');
    for (let from = 0; from < RECORDS; from += 500) {
      const keys = Array.from({ length: 500 }, (_none, index) => `S${from + index}`);
      await stores.intake.commit(aBatch(keys.map((key) => anAccepted(key))));
    }
  });

  it('are there as soon as some thousand records are stored, so that a sweep looks cases up by their key', async () => {
    expect(await wasAnalysed()).toBe(true);
    expect(await sweepPlan()).toMatch(/Index Scan using source_record_case/);
  });

  it('grow with the load, ever more rarely', async () => {
    let analysed = 0;
    const statistics = new TableStatistics(async () => (analysed += 1));
    for (let page = 0; page < 160; page += 1) await statistics.noteStored(250);
    expect(analysed).toBe(3); // at 2,000, 8,000 and 32,000 of 40,000
  });

  it('are made at start for a database that never had any', async () => {
    await pool.dataSource.query('truncate source_record cascade');
    const stores = await pgStores(pool.dataSource, pool.url);
    await stores.intake.commit(aBatch([anAccepted('A')]));
    expect(await wasAnalysed()).toBe(false);
    await analyzeIfNever(pool.dataSource);
    expect(await wasAnalysed()).toBe(true);
  });
});
