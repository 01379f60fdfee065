import { connect, createDataSource, migrate } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { emptied } from '../contract/stores-under-test';
import { createDatabase, type TestDatabase } from '../environment';
import { finalRowsInMemory } from './final-rows';
import { Replay } from './on-postgres';
import { runSeed } from './run-seed';
import type { StoreOp } from './store-journal';
import { World } from './world';

jest.setTimeout(900_000);

const SEEDS = 100;

let database: TestDatabase;
let dataSource: DataSource;

/** A database whose clocks, in statements as in defaults, all show the moment the test says it is. */
beforeAll(async () => {
  database = await createDatabase();
  const first = createDataSource(database.url, 1);
  await connect(first);
  for (const statement of [
    'create schema virtual',
    'create table virtual.moment (at timestamptz not null)',
    'insert into virtual.moment values (now())',
    `create function virtual.clock_timestamp() returns timestamptz language sql volatile
       as 'select at from virtual.moment'`,
    `create function virtual.statement_timestamp() returns timestamptz language sql stable
       as 'select at from virtual.moment'`,
    `alter database "${database.name}" set search_path = virtual, pg_catalog, public`,
  ])
    await first.query(statement);
  await first.destroy();
  dataSource = createDataSource(database.url, 2);
  await connect(dataSource);
  await migrate(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

it(`${SEEDS} lives leave the same behind on PostgreSQL as in memory, and every call says the same`, async () => {
  let calls = 0;
  const wrong: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const ops: StoreOp[] = [];
    const { swarm } = new World(seed);
    // Smaller, for the time it takes: each call is some milliseconds of a real database.
    const { petitions, edits } = swarm;
    const small = {
      ...swarm,
      petitions: Math.min(petitions, 5),
      edits: Math.min(edits, 8),
      restore: undefined,
    };
    const { tables } = await runSeed(seed, { swarm: small, onStore: (op) => ops.push(op) });
    await emptied(dataSource);
    const replay = new Replay(dataSource, database.url, tables);
    await replay.run(ops);
    wrong.push(...replay.differences.map((one) => `seed ${seed}: ${one}`).slice(0, 3));
    expect({ seed, rows: await replay.rows() }).toEqual({ seed, rows: finalRowsInMemory(tables) });
    calls += ops.length;
  }
  process.stdout.write(`simulation: ${SEEDS} seeds on PostgreSQL, ${calls} calls of the stores\n`);
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(SEEDS * 50);
});
