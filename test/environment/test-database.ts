import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** Address of the server of this test run; set by the global setup. */
export const TEST_DATABASE = 'KNTC_TEST_DATABASE';

const CLOSE_WITHIN_MS = 2_000;

/** A database of one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /**
   * Removes it.
   * @throws when somebody is still connected after two seconds: the test forgot to close something
   */
  readonly drop: () => Promise<void>;
}

/** An empty database. */
export function createDatabase(): Promise<TestDatabase> {
  return create('template0');
}

/**
 * A copy of a prepared database. `prepare` (usually: run the migrations) is called once per test run and name,
 * however many test files ask at the same time.
 */
export async function fromTemplate(
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const template = `template_${name.replaceAll(/\W/g, '_')}`;
  await asAdmin(async (admin) => {
    const key = createHash('sha256').update(template).digest().readInt32BE();
    await admin.query('select pg_advisory_lock($1)', [key]); // given back when this connection closes
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists "${draft}" with (force)`);
    await admin.query(`create database "${draft}" template template0`);
    await prepare(urlOf(draft));
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [draft]);
    await admin.query(`alter database "${draft}" rename to "${template}"`);
  });
  return create(template);
}

/**
 * For use at the top of a `describe`: a database before its tests, removed after them.
 * @returns an object whose `url` can be read from the first `beforeAll` or test on
 */
export function useDatabase(make: () => Promise<TestDatabase> = createDatabase): { readonly url: string } {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await make();
  });
  afterAll(async () => {
    await database?.drop();
  });
  return {
    get url() {
      if (!database) throw new Error('the database exists from the first beforeAll on');
      return database.url;
    },
  };
}

async function create(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database "${name}" template "${template}"`));
  return { name, url: urlOf(name), drop: () => asAdmin((admin) => drop(admin, name)) };
}

/** A copy of a database that nobody is connected to. */
export async function copyOf(name: string): Promise<TestDatabase> {
  return create(name);
}

/** Puts a copy in the place of a database that nobody is connected to; the copy stays. */
export function replaceBy(name: string, copy: TestDatabase): Promise<void> {
  return asAdmin(async (admin) => {
    await admin.query(`drop database "${name}" with (force)`);
    await admin.query(`create database "${name}" template "${copy.name}"`);
  });
}

async function drop(admin: Client, name: string): Promise<void> {
  const end = performance.now() + CLOSE_WITHIN_MS;
  let open = await connections(admin, name);
  // The server notices a closed connection a moment after the client.
  while (open.length > 0 && performance.now() < end) {
    await wait(20);
    open = await connections(admin, name);
  }
  await admin.query(`drop database "${name}" with (force)`);
  if (open.length > 0)
    throw new Error(`left open by the test: ${open.length} connection(s), last: ${open.join(' | ')}`);
}

async function connections(admin: Client, name: string): Promise<string[]> {
  const sql = 'select left(query, 80) as query from pg_stat_activity where datname = $1';
  const { rows } = await admin.query<{ query: string }>(sql, [name]);
  return rows.map(({ query }) => query);
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const address = process.env[TEST_DATABASE];
  if (!address)
    throw new Error(`${TEST_DATABASE} is not set: did jest run with the global setup of the root?`);
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
