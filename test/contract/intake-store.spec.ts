import { intakeStoreContract } from './intake-store-contract';
import { readingContract } from './reading-contract';
import { inMemoryStores, pgStores, usePool } from './stores-under-test';

describe('the intake store in memory', () => {
  intakeStoreContract(inMemoryStores);
  readingContract(inMemoryStores);
});

describe('the intake store on PostgreSQL', () => {
  const pool = usePool();
  intakeStoreContract(() => pgStores(pool.dataSource, pool.url));
  readingContract(() => pgStores(pool.dataSource, pool.url));
});
