import type { Source } from '@kntc/domain';
import { createSource } from '@kntc/sources';
import { aSource, sourceYaml, StandingClock } from '../../libs/sources/src/testing/a-source';
import type { DatabaseUnderTest } from './sql-databases-under-test';

export const RECORD = `  query: |
    select d.*, k.ten as ten_khu_vuc from don d left join khu_vuc k on k.id = d.khu_vuc_id
  key: so_ho_so
  watermark: coalesce(sua_luc, tao_luc)
  overlap: 10m`;
export const DIGEST_SALT = 'of this installation';
export const CHILDREN = `children:
  nguoi: { query: "select * from nguoi", parent: so_ho_so, orderBy: "thu_tu, id" }
  tep: { query: "select t.*, d.so_ho_so from tep t join don d on d.id = t.don_id", parent: so_ho_so }`;

/** A database with the tables of a register, empty before each test, and sources that read it. */
export interface SqlBench {
  readonly database: DatabaseUnderTest;
  readonly clock: StandingClock;
  readonly source: (record?: string, rest?: string, url?: string) => Source;
  readonly insert: (key: string, at: string | null, content?: string) => Promise<void>;
}

/** For use at the top of a `describe`. */
export function useSqlBench(open: () => Promise<DatabaseUnderTest>): SqlBench {
  let database: DatabaseUnderTest;
  const clock = new StandingClock();
  const opened: Source[] = [];

  const source = (record = RECORD, rest = CHILDREN, url = database.url): Source => {
    const yaml = sourceYaml({ dialect: database.dialect, record, rest });
    const created = createSource(aSource(yaml), {
      clock,
      env: { KNTC_TEST_SOURCE: url },
      digestSalt: () => DIGEST_SALT,
    });
    opened.push(created);
    return created;
  };
  const insert = (key: string, at: string | null, content = 'Nội dung'): Promise<void> =>
    database.run('insert into don (so_ho_so, loai, noi_dung, tao_luc) values (?, ?, ?, ?)', [
      key,
      'khieu nai',
      content,
      at,
    ]);

  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(() => {
    const { bytes, datetime, longText } = database.words;
    return database.run(`
      drop table if exists tep, nguoi, don, khu_vuc;
      create table khu_vuc (id int primary key, ten text);
      create table don (id serial primary key, so_ho_so varchar(40), loai text, noi_dung ${longText}, khu_vuc_id int,
        so_tien numeric(20,2), tao_luc ${datetime}, sua_luc ${datetime});
      create table nguoi (id serial primary key, so_ho_so text, thu_tu int, ho_ten text);
      create table tep (id serial primary key, don_id int, noi_dung ${bytes});
      insert into khu_vuc values (1, 'Phường Một');`);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((created) => created.close()));
  });

  return {
    get database() {
      return database;
    },
    clock,
    source,
    insert,
  };
}
