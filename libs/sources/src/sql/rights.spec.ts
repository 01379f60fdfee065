import { Client } from 'pg';
import { describeWith, startMariadb, useDatabase } from '../../../../test/environment';
import { checkSource } from '../check';
import { createConnector } from '../create-source';
import { problemLine } from '../definition/problems';
import { aSource, sourceYaml, StandingClock } from '../testing/a-source';

const RECORD = '  query: select * from kntc_don\n  key: so\n  watermark: sua_luc';
const VIEW = 'create view kntc_don as select so, noi_dung, sua_luc from don';
const MAP = 'map:\n  content: { column: noi_dung }';

function yaml(dialect: string, viewsOnly: boolean): string {
  const text = sourceYaml({ dialect, record: RECORD, map: MAP });
  return viewsOnly ? text.replace('urlEnv:', 'viewsOnly: true, urlEnv:') : text;
}

async function look(dialect: string, url: string, viewsOnly: boolean) {
  const deps = { clock: new StandingClock(), env: { KNTC_TEST_SOURCE: url }, crosswalk: [] };
  const { problems, warnings } = await checkSource(aSource(yaml(dialect, viewsOnly)), deps);
  return { problems: problems.map(problemLine), warnings: warnings.map(problemLine) };
}

/** What reading answers: a key, or the code of a failure. */
async function read(dialect: string, url: string): Promise<string> {
  const deps = { clock: new StandingClock(), env: { KNTC_TEST_SOURCE: url } };
  const connector = createConnector(aSource(yaml(dialect, true)), deps);
  const page = connector.readChanged(undefined, 10);
  const said = await page.then(
    ({ records }) => records[0]?.localKey ?? 'nothing',
    (err: unknown) => String(err),
  );
  await connector.close();
  return said;
}

function withAccount(address: string, account: string): string {
  const url = new URL(address);
  url.username = account;
  url.password = 'x';
  return url.href;
}

describe('the account of a PostgreSQL source', () => {
  let admin: Client;
  afterAll(async () => {
    await admin.query('drop owned by kntc_view, kntc_table; drop role kntc_view, kntc_table');
    await admin.end();
  });
  const database = useDatabase();
  beforeAll(async () => {
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(`create table don (so text, noi_dung text, bi_mat text, sua_luc timestamp); ${VIEW};
      insert into don values ('A', 'x', 'y', now());
      drop role if exists kntc_view, kntc_table;
      create role kntc_view login password 'x'; create role kntc_table login password 'x';
      grant select on kntc_don to kntc_view; grant select, update on don to kntc_table;
      grant select on kntc_don to kntc_table`);
  });

  it('that may do everything is told, and refused where only views are allowed', async () => {
    const { problems, warnings } = await look('postgresql', database.url, false);
    expect(problems).toEqual([]);
    expect(warnings.slice(0, 3).map((line) => line.replace(/^.*connection: /, ''))).toEqual([
      expect.stringMatching(
        /^tài khoản đọc có quyền quản trị máy chủ: superuser.*; nên chỉ cấp quyền SELECT/,
      ),
      expect.stringMatching(/^tài khoản đọc ghi hoặc xoá được: public\.don, public\.kntc_don;/),
      expect.stringMatching(/^tài khoản đọc xem được bảng gốc.*: public\.don;/),
    ]);
    expect((await look('postgresql', database.url, true)).problems).toHaveLength(3);
    expect(await read('postgresql', database.url)).toMatch(/GW_S102.*viewsOnly/);
  });

  it('that may read a table or change it is refused where only views are allowed', async () => {
    const { problems } = await look('postgresql', withAccount(database.url, 'kntc_table'), true);
    expect(problems.join()).toMatch(/ghi hoặc xoá được: public\.don.*bảng gốc.*: public\.don/);
    expect(await read('postgresql', withAccount(database.url, 'kntc_table'))).toMatch(/GW_S102/);
  });

  it('that may read views and nothing else is fine', async () => {
    const url = withAccount(database.url, 'kntc_view');
    expect(await look('postgresql', url, true)).toEqual({ problems: [], warnings: [] });
    expect(await look('postgresql', url, false)).toEqual({ problems: [], warnings: [] });
    expect(await read('postgresql', url)).toBe('A');
  });
});

describeWith('mariadb', 'the account of a MariaDB source', () => {
  let server: Awaited<ReturnType<typeof startMariadb>>;
  let name = '';
  beforeAll(async () => {
    server = await startMariadb();
    name = await server.createDatabase();
    const admin = await server.connect(name);
    await admin.query(`create table don (so text, noi_dung text, sua_luc datetime); ${VIEW};
      insert into don values ('A', 'x', now());
      create user kntc_view identified by 'x'; create user kntc_table identified by 'x';
      grant select on ${name}.kntc_don to kntc_view; grant select, update on ${name}.* to kntc_table`);
    await admin.end();
  });
  afterAll(() => server.stop());

  it('that may do everything, or read tables and change them, is refused where only views are allowed', async () => {
    expect((await look('mariadb', server.url(name), true)).problems).toHaveLength(2);
    const { problems } = await look('mariadb', withAccount(server.url(name), 'kntc_table'), true);
    expect(problems.join()).toMatch(
      new RegExp(`ghi hoặc xoá được: ${name}\\.\\*.*bảng gốc.*: ${name}\\.don`),
    );
    expect(await read('mariadb', withAccount(server.url(name), 'kntc_table'))).toMatch(/GW_S102.*viewsOnly/);
  });

  it('that may read views and nothing else is fine', async () => {
    const url = withAccount(server.url(name), 'kntc_view');
    expect(await look('mariadb', url, true)).toEqual({ problems: [], warnings: [] });
    expect(await read('mariadb', url)).toBe('A');
  });
});
