import { GatewayError } from '@kntc/domain';
import { createConnector } from '@kntc/sources';
import type { Connector } from '@kntc/sources';
import { aSource, sourceYaml, StandingClock } from '../../libs/sources/src/testing/a-source';
import { ESCAPING_QUERIES, SQL_PAYLOADS } from '../corpus';
import { documentedFigure } from '../figures/figures';
import { readAll } from './read-source';
import { mariadbUnderTest, postgresqlUnderTest, type DatabaseUnderTest } from './sql-databases-under-test';

const RECORD = '  query: select * from don\n  key: so_ho_so\n  watermark: tao_luc\n  overlap: 10m';
const SENTINEL = [
  { id: 1, chu: 'còn' },
  { id: 2, chu: 'nguyên' },
];

/** Everything that is there to be created or dropped. */
const POSTGRESQL_NAMES =
  "select relname from pg_class where relnamespace = 'public'::regnamespace union all select rolname from pg_roles where rolname like 'bi%' order by 1";
const MARIADB_NAMES =
  "select table_name as n from information_schema.tables where table_schema = database() union all select user from mysql.user where user like 'bi%' order by 1";

export function postgresqlIsNotMoved(share: number): void {
  isNotMovedBySql(postgresqlUnderTest, { tables: POSTGRESQL_NAMES, share });
}

export function mariadbIsNotMoved(share: number): void {
  isNotMovedBySql(mariadbUnderTest, { tables: MARIADB_NAMES, share });
}

interface Trial {
  readonly tables: string;
  /** Every payload is tried as a value; of the slower places every `share`th one. */
  readonly share: number;
}

/** The account may do everything: what keeps the sentinel as it is must be the gateway. */
function isNotMovedBySql(open: () => Promise<DatabaseUnderTest>, { tables, share }: Trial): void {
  let database: DatabaseUnderTest;
  let before: unknown;
  const opened: Connector[] = [];
  let tried = 0;
  const some = SQL_PAYLOADS.filter((_payload, at) => at % share === 0);

  const connector = (record = RECORD, rest = ''): Connector => {
    const yaml = sourceYaml({ dialect: database.dialect, record, rest });
    const deps = { clock: new StandingClock(), env: { KNTC_TEST_SOURCE: database.url } };
    const created = createConnector(aSource(yaml), deps);
    opened.push(created);
    return created;
  };
  /** Whatever comes of it, only a failure we know may. */
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    tried += 1;
    await work().catch((err: unknown) => {
      if (!(err instanceof GatewayError)) throw err;
      expect(err.code).toMatch(/^GW_S10[34]$/);
    });
  };

  beforeAll(async () => {
    database = await open();
    await database.run(`
      create table don (so_ho_so varchar(200), loai text, noi_dung text, tao_luc ${database.words.datetime});
      create table canh_gac (id int, chu varchar(20));
      insert into canh_gac values (1, 'còn'), (2, 'nguyên');
      insert into don values ('K', 'khieu nai', 'x', '2024-01-01');`);
    await database.run(database.words.writingFunction.replace('from don', 'from canh_gac'));
    before = await database.rows(tables);
  }, 60_000);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    expect(await database.rows('select id, chu from canh_gac order by id')).toEqual(SENTINEL);
    expect(await database.rows(tables)).toEqual(before);
  });
  afterAll(async () => {
    process.stdout.write(`SQL payloads tried on ${database.dialect}: ${tried}\n`);
    await database.close();
  });

  it('as values, keys and children of rows they are texts like any other', async () => {
    for (const payload of SQL_PAYLOADS)
      await database.run('insert into don values (?, ?, ?, ?)', [
        payload,
        'khieu nai',
        payload,
        '2024-01-02',
      ]);
    const rest = 'children:\n  nguoi: { query: select * from don, parent: so_ho_so }';
    // Small pages: every tenth key goes through a cursor.
    const records = await readAll(connector(RECORD, rest) as never, 10);
    tried += SQL_PAYLOADS.length;
    const read = new Map(records.map((record) => [record.localKey, record]));
    expect(read.size).toBe(SQL_PAYLOADS.length + 1);
    for (const payload of SQL_PAYLOADS) {
      expect(read.get(payload)?.row['noi_dung']).toBe(payload);
      expect(read.get(payload)?.children['nguoi']?.map((row) => row['noi_dung'])).toContain(payload);
    }
    await database.run('delete from don where so_ho_so <> ?', ['K']);
  });

  it('as places of a cursor they find nothing', async () => {
    const reader = connector();
    const { cursor } = await reader.readChanged(undefined, 10);
    const { shape } = JSON.parse(cursor) as { shape: string };
    for (const [at, payload] of some.entries()) {
      const after = { key: payload, watermark: '2024-01-01 00:00:00' };
      const forged = [
        { shape, phase: 'full', after },
        { shape, phase: 'window', start: payload, ceiling: '2030-01-01 00:00:00' },
        { shape, phase: 'window', ceiling: payload, after },
        { shape, phase: 'done', high: payload },
      ][at % 4];
      await attempt(() => reader.readChanged(JSON.stringify(forged), 10));
    }
    for (const text of ['', '{', 'null', '[]', '"x"', '{"shape":1}'])
      await attempt(() => reader.readChanged(text, 10));
  });

  it('as names of columns they name nothing', async () => {
    const reader = connector();
    for (const payload of some) await attempt(() => reader.valuesOf('record', payload, 5));
  });

  it('as names of schemas and parents in the source file they name nothing', async () => {
    for (const payload of SQL_PAYLOADS.filter((_payload, at) => at % 25 === 0)) {
      const quoted = JSON.stringify(payload);
      const rest = `children:\n  nguoi: { query: select * from don, parent: ${quoted} }`;
      await attempt(() => connector(RECORD, rest).readChanged(undefined, 10));
    }
  });

  it.each(ESCAPING_QUERIES)('a source file cannot write: %s', async (query) => {
    const record = `  query: ${JSON.stringify(query)}\n  key: so_ho_so\n  watermark: tao_luc`;
    await attempt(() => connector(record).readChanged(undefined, 10));
    await attempt(() => connector(record).describe());
    await attempt(async () => {
      for await (const _keys of connector(record).keys()) continue;
    });
  });

  it('an expression of a source file cannot write either', async () => {
    for (const expression of [
      'ghi()',
      'so_ho_so); delete from canh_gac; --',
      '(select ghi())',
      'so_ho_so, ghi()',
    ])
      for (const place of ['key', 'watermark']) {
        const other = place === 'key' ? 'watermark: tao_luc' : 'key: so_ho_so';
        const record = `  query: select * from don\n  ${place}: ${JSON.stringify(expression)}\n  ${other}`;
        await attempt(() => connector(record).readChanged(undefined, 10));
      }
  });

  it('a forgotten condition that multiplies rows ends the reading, not the process', async () => {
    await database.run(`create table nhieu (a int); insert into nhieu ${database.words.manyRows(400)}`);
    const query = "select 'K' as so_ho_so, x.a from nhieu x, nhieu y";
    const rest = `children:\n  nguoi: { query: ${JSON.stringify(query)}, parent: so_ho_so }`;
    await expect(connector(RECORD, rest).readChanged(undefined, 10)).rejects.toMatchObject({
      code: 'GW_S104',
      detail: 'children.nguoi: more than 100000 rows for 100 records',
    });
    await database.run('drop table nhieu');
  });

  // Of all payloads in all places nobody wrote down how often: that run is for releases.
  if (share > 1)
    it('as often as docs/security/figures.md says', () => {
      expect(documentedFigure('sql-trials', tried)).toBe(tried);
    });
}
