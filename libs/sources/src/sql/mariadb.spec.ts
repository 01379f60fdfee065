import type { Connection } from 'mysql2/promise';
import { DATABASE_ADDRESS, GatewayError, type Source } from '@kntc/domain';
import { AddressGuard } from '@kntc/platform';
import { describeWith, startMariadb, type TestMariadb } from '../../../../test/environment';
import { createConnector, createSource } from '../create-source';
import { aSource, sourceYaml, StandingClock } from '../testing/a-source';
import { lastCursor, readAll, readCycle } from '../../../../test/contract/read-source';
import { Mariadb } from './mariadb';

const MAP = 'map:\n  content: { column: noi_dung }';

describeWith('mariadb', 'MariaDB as a source', () => {
  let server: TestMariadb;
  let admin: Connection;
  let url: string;
  const opened: Source[] = [];
  const clock = new StandingClock();

  const definition = (record: string, rest = '') =>
    aSource(sourceYaml({ dialect: 'mysql', record, rest, map: MAP }));
  const source = (record: string, rest = ''): Source => {
    const created = createSource(definition(record, rest), { clock, env: { KNTC_TEST_SOURCE: url } });
    opened.push(created);
    return created;
  };
  const keysOf = async (reader: Source, limit: number, from?: string): Promise<readonly string[]> =>
    (await readAll(reader, limit, from)).map(({ localKey }) => localKey);

  beforeAll(async () => {
    server = await startMariadb();
    const name = await server.createDatabase();
    admin = await server.connect(name);
    url = server.url(name);
    await admin.query(`set names utf8mb4; set sql_mode = 'NO_AUTO_VALUE_ON_ZERO'`);
  }, 60_000);
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((created) => created.close()));
    await admin.query('drop view if exists xem; drop table if exists don, nguoi');
  });

  describe('values', () => {
    it('arrive as the server prints them, zero dates included', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text, ngay date, chi_nam date, luc datetime, moc timestamp null,
          phut datetime(3), gio time, nam year) engine=MyISAM;
        insert into don values (1, '', '0000-00-00', '2025-00-00', '0000-00-00', '0000-00-00', '2024-01-02 03:04:05.678', '-12:30:00', 2024)`);
      const [record] = await readAll(source('  query: select * from don\n  key: id'));
      expect(record?.row).toEqual({
        id: '1',
        noi_dung: '',
        ngay: '0000-00-00',
        chi_nam: '2025-00-00',
        luc: '0000-00-00 00:00:00',
        moc: '0000-00-00 00:00:00',
        phut: '2024-01-02 03:04:05.678',
        gio: '-12:30:00',
        nam: '2024',
      });
    });

    it('keep every digit: flags, bits, leading zeros, overflown and huge numbers, decimals', async () => {
      await admin.query(`
        create table don (id bigint unsigned primary key, noi_dung text, co tinyint(1), am tinyint, nhi_phan bit(10),
          sdt varchar(20), sdt_int int, so_0 int(5) unsigned zerofill, tien decimal(38,10), thuc double, loai enum('a','b'));
        insert into don values (18446744073709551615, '', 1, -1, b'1000000001', '0912', 2147483647, 42,
          12345678901234567890.0123456789, 0.1, 'b')`);
      const [record] = await readAll(source('  query: select * from don\n  key: id'));
      expect(record?.localKey).toBe('18446744073709551615');
      expect(record?.row).toMatchObject({
        co: '1',
        am: '-1',
        nhi_phan: '513',
        sdt: '0912',
        sdt_int: '2147483647',
        so_0: '00042',
        tien: '12345678901234567890.0123456789',
        thuc: '0.1',
        loai: 'b',
      });
    });

    it('are decoded column by column, whatever character set each has', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text character set utf8mb4, ten varchar(100) character set utf32,
          ba_byte varchar(100) character set utf8mb3, tay varchar(100), tep blob, ma binary(3)) engine=MyISAM default charset=latin1;
        insert into don values (1, 'đơn 😀', 'Trần Thị Thêm', 'Đặng Hường', 'café', x'00ff41', 'a')`);
      const [record] = await readAll(source('  query: select * from don\n  key: id'));
      expect(record?.row).toEqual({
        id: '1',
        noi_dung: 'đơn 😀',
        ten: 'Trần Thị Thêm',
        ba_byte: 'Đặng Hường',
        tay: 'café',
        tep: new Uint8Array([0, 255, 65]),
        ma: new Uint8Array([97, 0, 0]),
      });
    });

    it('are whole after group_concat', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text);
        insert into don select seq, repeat('x', 1000) from seq_1_to_1500;`);
      const query = `select 1 as id, group_concat(noi_dung separator '') as noi_dung from don`;
      const [record] = await readAll(source(`  query: ${query}\n  key: id`));
      expect(String(record?.row['noi_dung'])).toHaveLength(1_500_000);
    });

    it('leave question marks and quotes of the query alone, and cannot break out of a statement', async () => {
      await admin.query(`create table don (so varchar(40) primary key, noi_dung text)`);
      const keys = [`'`, `\\`, `\\' or 1=1 -- `, '?', `"`, '`'].toSorted();
      for (const key of keys) await admin.query('insert into don values (?, ?)', [key, 'Ai? Ở đâu?']);
      const reader = source(
        `  query: select d.*, '?' as hoi from don d where noi_dung like '%?%'\n  key: so`,
        `children:\n  nguoi: { query: "select so, '?' as hoi from don", parent: so }`,
      );
      const records = await readAll(reader, 2);
      expect(records.map(({ localKey }) => localKey).toSorted()).toEqual(keys);
      for (const { children } of records) expect(children['nguoi']).toHaveLength(1);
    });
  });

  describe('order', () => {
    it('loses no key that the collation calls equal to another', async () => {
      await admin.query(`
        create table don (so varchar(40) character set utf32, noi_dung text) default charset=latin1 collate latin1_swedish_ci;
        insert into don values ('a', 'x'), ('A', 'x'), ('á', 'x'), ('Ạ', 'x'), ('a ', 'x'), ('b', 'x')`);
      const reader = source('  query: select * from don\n  key: so');
      expect((await keysOf(reader, 1)).toSorted()).toEqual(['A', 'a', 'a ', 'b', 'á', 'Ạ']);
    });

    it('keeps numbers beyond 2^53 apart', async () => {
      await admin.query(`
        create table don (id bigint unsigned primary key, noi_dung text, phien_ban bigint unsigned);
        insert into don select 9007199254740990 + seq, 'x', 18446744073709551600 + seq from seq_1_to_9`);
      const reader = source('  query: select * from don\n  key: id\n  watermark: phien_ban');
      expect(await keysOf(reader, 1)).toEqual(
        Array.from({ length: 9 }, (_row, index) => String(9_007_199_254_740_991n + BigInt(index))),
      );
    });

    it.each(['date', 'datetime', 'timestamp null'])(
      'loses no row with a zero %s as watermark',
      async (type) => {
        await admin.query(`
        create table don (id int primary key, noi_dung text, moc ${type}) engine=MyISAM;
        insert into don select seq, 'x', '0000-00-00' from seq_1_to_5;
        insert into don values (6, 'x', '2024-01-01'), (7, 'x', null)`);
        const reader = source('  query: select * from don\n  key: id\n  watermark: moc');
        const first = await readCycle(reader, 2);
        expect(first.records.map(({ localKey }) => localKey)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
        await admin.query(`delete from don where id = 6`);
        await admin.query(`update don set moc = '0000-00-00'`);
        const only = source('  query: select * from don\n  key: id\n  watermark: moc');
        const zero = await readCycle(only, 2);
        await admin.query(`insert into don values (8, 'x', '0000-00-00')`);
        expect(await keysOf(only, 2, zero.cursor)).toContain('8');
      },
    );

    it('neither loses nor repeats a timestamp when clocks go back between two pages', async () => {
      // 27/10/2024: 02:30 stands for two moments in Berlin, half an hour before and after 01:00 UTC.
      const fold = Date.UTC(2024, 9, 27, 0, 30) / 1_000;
      await admin.query(`
        create table don (id int primary key, noi_dung text, moc timestamp(3) null);
        insert into don select seq, 'x', from_unixtime(${fold} + (seq - 1) * 600) from seq_1_to_12`);
      const seen: string[] = [];
      let cursor: string | undefined;
      for (const month of [6, 11, 6, 11]) {
        // A gateway that was started again in the other half of the year.
        clock.ms = Date.UTC(2026, month, 1);
        const reader = source(
          '  query: select * from don\n  key: id\n  watermark: moc\n  overlap: 0s',
          'timeZone: Europe/Berlin',
        );
        const page = await reader.readChanged(cursor, 3);
        seen.push(...page.records.map(({ localKey }) => localKey));
        cursor = page.cursor;
      }
      expect(seen).toEqual(Array.from({ length: 12 }, (_row, index) => String(index + 1)));
    });

    it('finds a small page through the index of the watermark', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text, moc datetime not null, key (moc));
        insert into don select seq, 'x', '2024-01-01' + interval seq second from seq_1_to_20000; analyze table don`);
      const reader = source('  query: select * from don\n  key: id\n  watermark: moc\n  overlap: 10s');
      const cursor = await lastCursor(reader, 2_000);
      const before = await rowsRead();
      expect(await keysOf(reader, 100, cursor)).toHaveLength(11);
      expect((await rowsRead()) - before).toBeLessThan(200);
      const page = await reader.readChanged(undefined, 10);
      const middle = JSON.parse(page.cursor) as { after: { watermark: string; key: string } };
      Object.assign(middle.after, { watermark: '2024-01-01 04:00:00', key: '14400' });
      const start = await rowsRead();
      await reader.readChanged(JSON.stringify(middle), 10);
      expect((await rowsRead()) - start).toBeLessThan(200);
    });

    async function rowsRead(): Promise<number> {
      const [rows] = await admin.query(
        `select sum(variable_value) as n from information_schema.global_status where variable_name in
          ('HANDLER_READ_NEXT', 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND', 'HANDLER_READ_KEY')`,
      );
      return Number((rows as { n: number }[])[0]?.n);
    }
  });

  describe('a session', () => {
    it('cannot write to tables without transactions either', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text) engine=MyISAM; insert into don values (1, 'x');
        create or replace function ghi() returns int modifies sql data begin delete from don; return 1; end`);
      const reader = source('  query: select d.*, ghi() as n from don d\n  key: id');
      await expect(reader.readChanged(undefined, 10)).rejects.toMatchObject({ code: 'GW_S104' });
      const [rows] = await admin.query('select id from don');
      expect(rows).toHaveLength(1);
    });

    it('prints timestamps in the zone of the source file, without the server knowing the zone', async () => {
      await admin.query(`
        create table don (id int primary key, noi_dung text, moc timestamp null);
        insert into don values (1, 'x', from_unixtime(${Date.UTC(2024, 5, 8, 23, 30) / 1_000}))`);
      const [record] = await readAll(source('  query: select * from don\n  key: id'));
      expect(record?.row['moc']).toBe('2024-06-09 06:30:00');
    });

    it('is stopped by the server when a statement takes too long', async () => {
      const dialect = new Mariadb({
        url,
        target: () => new AddressGuard().target(url, DATABASE_ADDRESS, 'url'),
        timeZone: 'UTC',
        now: clock.now(),
        statementTimeoutMs: 100,
      });
      const started = performance.now();
      const failure = await dialect
        .read((session) => session.query('select max(sleep(0.01)) from seq_1_to_1000', [], 'record.query'))
        .catch((err: unknown) => err);
      await dialect.close();
      expect(failure).toMatchObject({ code: 'GW_S104', detail: 'record.query: error 1969' });
      expect(performance.now() - started).toBeLessThan(5_000);
    });

    it('is replaced when the server ended it', async () => {
      await admin.query(
        `create table don (id int primary key, noi_dung text); insert into don values (1, 'x')`,
      );
      const reader = source('  query: select * from don\n  key: id');
      await readAll(reader);
      const [rows] = await admin.query(
        `select id from information_schema.processlist where id <> connection_id() and user = 'thu'`,
      );
      for (const { id } of rows as { id: number }[]) await admin.query(`kill ${id}`);
      await reader.readChanged(undefined, 10).catch(() => undefined); // the broken one, at most once
      expect(await readAll(reader)).toHaveLength(1);
    });
  });

  describe('failures', () => {
    it('name the column the server did not know', async () => {
      await admin.query('create table don (so int, noi_dung text)');
      const connector = createConnector(definition('  query: select * from don\n  key: soo'), {
        clock,
        env: { KNTC_TEST_SOURCE: url },
      });
      const { problems } = await connector.describe();
      await connector.close();
      expect(problems).toMatchObject([{ path: 'record.key', unknownName: 'soo' }]);
    });

    const VIEW = '  query: select * from xem\n  key: so';
    it.each([
      ['a view whose table lost a column', 'alter table don drop column so', 'GW_S103', VIEW],
      ['two columns of one name', 'select 1', 'GW_S103', '  query: select d.*, d.so from don d\n  key: so'],
      ['a key of bytes', 'alter table don modify so binary(16)', 'GW_S104', VIEW],
      ['a watermark of text', 'alter table don modify so varchar(9)', 'GW_S104', `${VIEW}\n  watermark: so`],
    ])('report %s', async (_what, change, code, record) => {
      await admin.query(
        'create table don (so int, noi_dung text); create view xem as select so, noi_dung from don',
      );
      await admin.query(change);
      const reader = source(record);
      const failure = await reader.readChanged(undefined, 1).catch((err: unknown) => err);
      expect(failure).toBeInstanceOf(GatewayError);
      expect(failure).toMatchObject({ code });
    });
  });
});
