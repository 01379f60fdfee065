import { Client } from 'pg';
import { createDatabase, startMariadb } from '../environment';

/** A living local system for specs that hold whatever database product it is. */
export interface DatabaseUnderTest {
  /** As `connection.dialect` of a source file. */
  readonly dialect: string;
  readonly url: string;
  /** Runs statements; with values, one statement with a `?` for each. */
  readonly run: (sql: string, values?: readonly (string | number | null)[]) => Promise<void>;
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly words: DialectWords;
  /** Address of an account that may read nothing. */
  readonly poorAccount: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What the products write differently. */
export interface DialectWords {
  readonly datetime: string;
  readonly bytes: string;
  readonly longText: string;
  /** The moment of the statement, with microseconds. */
  readonly now: string;
  readonly hex: (digits: string) => string;
  /** An expression over `noi_dung` that fails when a row is read, and what the gateway may say about it. */
  readonly failing: string;
  readonly failure: string;
  /** Creates a function `ghi()` that deletes from `don`. */
  readonly writingFunction: string;
  /** A query of so many rows. */
  readonly manyRows: (rows: number) => string;
}

export async function postgresqlUnderTest(): Promise<DatabaseUnderTest> {
  const database = await createDatabase();
  const admin = new Client({ connectionString: database.url });
  await admin.connect();
  let poor = false;
  return {
    dialect: 'postgresql',
    url: database.url,
    run: async (sql, values = []) => {
      let index = 0;
      if (values.length === 0) await admin.query(sql);
      else
        await admin.query(
          sql.replaceAll('?', () => `$${(index += 1)}`),
          [...values],
        );
    },
    rows: async (sql) => (await admin.query<Record<string, unknown>>(sql)).rows,
    words: {
      datetime: 'timestamp',
      bytes: 'bytea',
      longText: 'text',
      now: 'clock_timestamp()',
      hex: (digits) => `'\\x${digits}'`,
      failing: 'noi_dung::int',
      failure: 'SQLSTATE 22P02',
      writingFunction:
        'create or replace function ghi() returns int language sql as $$ delete from don returning 1 $$',
      manyRows: (rows) => `select generate_series(1, ${rows})`,
    },
    poorAccount: async () => {
      await admin.query(`drop role if exists kntc_no_right; create role kntc_no_right login password 'x'`);
      poor = true;
      return withAccount(database.url, 'kntc_no_right', 'x');
    },
    close: async () => {
      if (poor) await admin.query('drop role kntc_no_right');
      await admin.end();
      await database.drop();
    },
  };
}

export async function mariadbUnderTest(): Promise<DatabaseUnderTest> {
  const server = await startMariadb(['--character-set-server=utf8mb4']);
  const name = await server.createDatabase();
  const admin = await server.connect(name);
  return {
    dialect: 'mariadb',
    url: server.url(name),
    run: async (sql, values = []) => void (await admin.query(sql, [...values])),
    rows: async (sql) => (await admin.query(sql))[0] as Record<string, unknown>[],
    words: {
      datetime: 'datetime(6)',
      bytes: 'longblob',
      longText: 'longtext',
      now: 'now(6)',
      hex: (digits) => `x'${digits}'`,
      failing: '(select noi_dung from don union select 1)',
      failure: 'error 1242',
      writingFunction:
        'create or replace function ghi() returns int modifies sql data begin delete from don; return 1; end',
      manyRows: (rows) => `select seq from seq_1_to_${rows}`,
    },
    poorAccount: async () => {
      await admin.query(`create or replace user kntc_no_right@'%' identified by 'x'`);
      return withAccount(server.url(name), 'kntc_no_right', 'x');
    },
    close: async () => {
      await admin.end();
      await server.stop();
    },
  };
}

function withAccount(address: string, account: string, password: string): string {
  const url = new URL(address);
  url.username = account;
  url.password = password;
  return url.href;
}
