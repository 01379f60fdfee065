import { Client } from 'pg';
import { DATABASE_ADDRESS } from '@kntc/domain';
import { AddressGuard } from '@kntc/platform';
import { useDatabase } from '../../../../test/environment/test-database';
import { aSource, sourceYaml, StandingClock } from '../testing/a-source';
import type { SqlDialect } from './dialect';
import { Postgresql } from './postgresql';
import { SqlConnector } from './sql-connector';

const MINUTE = 60_000;
const YAML = sourceYaml({
  record: '  query: select * from don\n  key: so\n  watermark: sua_luc\n  overlap: 10m\n  rescan: 6h',
  map: 'map:\n  content: { column: noi_dung }',
});

/** The dialect, with every statement it runs written down. */
function listening(dialect: SqlDialect, statements: string[]): SqlDialect {
  const read: SqlDialect['read'] = (work) =>
    dialect.read((session) =>
      work({
        query: (sql, params, about) => {
          statements.push(sql);
          return session.query(sql, params, about);
        },
      }),
    );
  return new Proxy(dialect, {
    get: (target, name) => {
      if (name === 'read') return read;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

describe('a poll when nothing happens', () => {
  let admin: Client;
  afterAll(() => admin.end()); // before the database goes
  const database = useDatabase();
  const clock = new StandingClock();
  const statements: string[] = [];
  let connector: SqlConnector;
  let cursor: string | undefined;

  beforeAll(async () => {
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    await admin.query('create table don (so text primary key, noi_dung text, sua_luc timestamp)');
    await admin.query('create index on don (sua_luc, so)');
  });
  beforeEach(async () => {
    await admin.query("truncate don; insert into don values ('A', 'một', '2024-01-01 08:00:00')");
    const dialect = new Postgresql({
      url: database.url,
      target: () => new AddressGuard().target(database.url, DATABASE_ADDRESS, 'url'),
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const definition = aSource(YAML);
    if (definition.kind !== 'sql') throw new Error('not SQL');
    connector = new SqlConnector(definition, listening(dialect, statements), { clock });
    cursor = undefined;
  });
  afterEach(() => connector.close());

  async function poll(): Promise<readonly string[]> {
    const keys: string[] = [];
    for (let exhausted = false; !exhausted;) {
      const page = await connector.readChanged(cursor, 10);
      keys.push(...page.records.map((record) => record.localKey));
      ({ cursor, exhausted } = page);
    }
    return keys;
  }

  /** Polls until the overlap is over and one cycle has read after it. */
  async function becomeQuiet(): Promise<void> {
    for (let polls = 0; polls < 4; polls += 1) {
      await poll();
      clock.ms += 11 * MINUTE;
    }
    await poll();
    statements.length = 0;
  }

  it('costs one statement that an index answers, and reads nothing', async () => {
    await becomeQuiet();
    expect(await poll()).toEqual([]);
    expect(statements).toHaveLength(1);
    await admin.query('set enable_seqscan = off');
    const plan = await admin.query<{ 'QUERY PLAN': string }>(
      `explain ${statements[0]}`.replace('$1', "'2024-01-01'"),
    );
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/don_sua_luc_so_idx/);
  });

  it.each([
    ['a new row', "insert into don values ('B', 'hai', '2024-01-01 09:00:00')", ['A', 'B']],
    ['a row that comes late', "insert into don values ('B', 'hai', '2024-01-01 07:55:00')", ['B', 'A']],
    ['a row without a time', "insert into don values ('B', 'hai', null)", ['A', 'B']],
    ['a changed row', "update don set noi_dung = 'mới', sua_luc = '2024-01-01 10:00:00'", ['A']],
  ])('ends with %s', async (_what, sql, keys) => {
    await becomeQuiet();
    await admin.query(sql);
    expect(await poll()).toEqual(keys);
  });

  it('that ends finds how far to read in one row of the index, however many rows there are', async () => {
    await becomeQuiet();
    await admin.query(
      "insert into don select 'N' || i, 'mới', '2024-01-01 09:00' from generate_series(1, 50) i",
    );
    await poll();
    const ceiling = statements.find((sql) => sql.includes('max(')) ?? '';
    const plan = await admin.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${ceiling}`);
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
      /Index Only Scan Backward using don_sua_luc_so_idx on don \(.* rows=1(?:\.0+)? loops=1\)/,
    );
  });

  it('never begins while rows without a time stand there', async () => {
    await admin.query("insert into don values ('B', 'hai', null)");
    await becomeQuiet();
    expect(await poll()).toEqual(['A', 'B']);
  });

  it('does not put a rescan off', async () => {
    await becomeQuiet();
    await admin.query("update don set noi_dung = 'sửa tay'");
    expect(await poll()).toEqual([]);
    clock.ms += 6 * 60 * MINUTE;
    expect(await poll()).toEqual(['A']);
  });

  it('still notices within a minute that a column is gone', async () => {
    await becomeQuiet();
    await poll();
    await admin.query('alter table don rename noi_dung to noi_dung_don');
    clock.ms += 2 * MINUTE;
    await expect(poll()).rejects.toMatchObject({ code: 'GW_S103' });
    await admin.query('alter table don rename noi_dung_don to noi_dung');
  });
});
