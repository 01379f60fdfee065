import { aBatch, anAccepted, SOURCE } from '../builders';
import { intakeOverlaysContract } from './intake-overlays-contract';
import { intakeStoreContract } from './intake-store-contract';
import { readingContract } from './reading-contract';
import { inMemoryStores, pgStores, usePool } from './stores-under-test';

describe('the intake store in memory', () => {
  intakeStoreContract(inMemoryStores);
  intakeOverlaysContract(inMemoryStores);
  readingContract(inMemoryStores);
});

describe('the intake store on PostgreSQL', () => {
  const pool = usePool();
  intakeStoreContract(() => pgStores(pool.dataSource, pool.url));
  intakeOverlaysContract(() => pgStores(pool.dataSource, pool.url));
  readingContract(() => pgStores(pool.dataSource, pool.url));

  it('gives no reading the number of one that went on while its database was put back', async () => {
    const { intake, dataSource } = await pgStores(pool.dataSource, pool.url);
    const source = { id: SOURCE, mappingVersion: 'mapping-1' };
    const backup: { reading_no: string }[] = await dataSource.query('select reading_no from source');
    const before = await intake.beginReading(source, 60_000);
    // Whatever is put back takes longer than the clock needs for its next number.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await dataSource.query('update source set reading_no = $1, reading_until = null', [
      backup[0]?.reading_no,
    ]);
    const after = await intake.beginReading(source, 60_000);
    expect(after?.number).toBeGreaterThan(before?.number ?? Number.POSITIVE_INFINITY);
    const stored = aBatch([anAccepted('A')], { cursor: 'old page', reading: before?.number });
    expect(await intake.commit(stored)).toEqual({ kind: 'superseded' });
  });
});
