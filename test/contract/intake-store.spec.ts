import { intakeStoreContract } from './intake-store-contract';
import { inMemoryStores, pgStores, usePool } from './stores-under-test';

describe('the intake store in memory', () => {
  intakeStoreContract(inMemoryStores);
});

describe('the intake store on PostgreSQL', () => {
  const pool = usePool();
  intakeStoreContract(() => pgStores(pool.dataSource, pool.url));
});
