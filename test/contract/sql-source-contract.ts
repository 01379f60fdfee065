import { DUPLICATE_KEY } from '../../libs/sources/src/connector';
import { lastCursor, readAll } from './read-source';
import { CHILDREN, RECORD, useSqlBench } from './sql-bench';
import type { DatabaseUnderTest } from './sql-databases-under-test';

/** What holds for every database product behind the SQL connector. */
export function behavesAsSqlSource(open: () => Promise<DatabaseUnderTest>): void {
  const bench = useSqlBench(open);
  const { clock, source, insert } = bench;

  it('delivers every value as the server prints it, with children in order and files as bytes', async () => {
    await bench.database.run(`
      insert into don (so_ho_so, loai, khu_vuc_id, so_tien, tao_luc) values
        ('A/1', 'khieu nai', 1, 12345678901234567.10, '2024-06-09 08:00:00.123456');
      insert into nguoi (so_ho_so, thu_tu, ho_ten) values ('A/1', 2, 'Hai'), ('A/1', 1, 'Một'), ('B', 1, 'Khác');
      insert into tep (don_id, noi_dung) select id, ${bench.database.words.hex('00ff41')} from don;`);
    const [record] = await readAll(source());
    expect(record?.row).toMatchObject({
      so_ho_so: 'A/1',
      ten_khu_vuc: 'Phường Một',
      so_tien: '12345678901234567.10',
      tao_luc: '2024-06-09 08:00:00.123456',
      sua_luc: null,
    });
    expect(record?.children['nguoi']?.map((row) => row['ho_ten'])).toEqual(['Một', 'Hai']);
    expect(record?.children['tep']?.[0]?.['noi_dung']).toEqual(new Uint8Array([0, 255, 65]));
  });

  it('pages through equal watermarks without losing a row or reading one twice', async () => {
    for (let index = 0; index < 25; index += 1) await insert(`K${index}`, '2024-01-01 00:00:00');
    const keys = (await readAll(source(), 4)).map((record) => record.localKey);
    expect(keys).toHaveLength(25);
    expect(new Set(keys).size).toBe(25);
  });

  it('sees rows that committed late within the overlap, and not those before it', async () => {
    await insert('K1', '2024-01-01 12:00:00');
    const reader = source();
    const cursor = await lastCursor(reader);
    await insert('late', '2024-01-01 11:50:00');
    await insert('too-late', '2024-01-01 11:49:59');
    expect((await readAll(reader, 10, cursor)).map((record) => record.localKey)).toEqual(['late', 'K1']);
  });

  it('reads rows without a watermark in every cycle', async () => {
    await insert('K1', '2024-01-01 12:00:00');
    await insert('none', null);
    const reader = source();
    const cursor = await lastCursor(reader);
    await bench.database.run(`delete from don where so_ho_so = 'K1'`);
    expect((await readAll(reader, 1, cursor)).map((record) => record.localKey)).toEqual(['none']);
  });

  it('is not led astray by a watermark in the future', async () => {
    await insert('future', '2999-01-01 00:00:00');
    await insert('K1', '2024-01-01 12:00:00');
    const reader = source();
    const cursor = await lastCursor(reader, 1);
    await insert('new', '2024-01-01 12:00:01');
    const keys = (await readAll(reader, 10, cursor)).map((record) => record.localKey);
    expect(keys.toSorted()).toEqual(['K1', 'future', 'new']);
  });

  it('ends a cycle although rows keep changing, and shows the changes in the next one', async () => {
    for (let index = 0; index < 6; index += 1) await insert(`K${index}`, `2024-01-01 00:00:0${index}`);
    const reader = source();
    let cursor: string | undefined;
    let pages = 0;
    for (let exhausted = false; !exhausted; pages += 1) {
      const page = await reader.readChanged(cursor, 2);
      ({ cursor, exhausted } = page);
      await bench.database.run(`update don set sua_luc = ${bench.database.words.now}`);
      expect(pages).toBeLessThan(20);
    }
    const next = await readAll(reader, 10, cursor);
    expect(new Set(next.map((record) => record.localKey)).size).toBe(6);
  });

  it('reads everything again when a rescan is due, so that changed children are seen', async () => {
    await insert('K1', '2020-01-01 00:00:00');
    await insert('K2', '2024-01-01 00:00:00');
    const reader = source(`${RECORD}\n  rescan: 30s`);
    const cursor = await lastCursor(reader);
    clock.ms += 29_999;
    const early = await reader.readChanged(cursor, 10);
    expect(early.records.map((record) => record.localKey)).toEqual(['K2']);
    clock.ms += 1;
    const due = await readAll(reader, 1, early.cursor);
    expect(due.map((record) => record.localKey)).toEqual(['K1', 'K2']);
  });

  it('reads everything in each cycle without a watermark', async () => {
    await insert('K1', null);
    const reader = source('  query: select * from don\n  key: so_ho_so', '');
    const cursor = await lastCursor(reader);
    expect(await readAll(reader, 10, cursor)).toHaveLength(1);
  });

  it('starts over when the cursor belongs to another query or is no cursor', async () => {
    await insert('K1', '2020-01-01 00:00:00');
    await insert('K2', '2024-01-01 00:00:00');
    const cursor = await lastCursor(source());
    const other = source(RECORD.replace('d.*,', 'd.*, 1 as mot,'));
    expect(await readAll(other, 10, cursor)).toHaveLength(2);
    expect(await readAll(source(), 10, 'not a cursor')).toHaveLength(2);
  });

  it('collapses equal rows of one key and marks different ones, wherever they sort', async () => {
    await insert('same', '2024-01-01 00:00:00');
    await insert('twice', '2024-01-01 00:00:01', 'B');
    await insert('between', '2024-01-01 00:00:02');
    await insert('twice', '2024-01-01 00:00:03', 'A');
    const query = RECORD.replace(
      'select d.*',
      'select d.so_ho_so, d.loai, d.noi_dung, d.tao_luc, d.sua_luc',
    ).replace(
      'left join khu_vuc k on k.id = d.khu_vuc_id',
      'cross join (select 1 as x union all select 1) v left join khu_vuc k on false',
    );
    const reader = source(query, '');
    const records = await readAll(reader, 1);
    const twice = records.filter((record) => record.localKey === 'twice');
    expect(twice.length).toBeGreaterThan(1);
    for (const record of twice) expect(record).toEqual(twice[0]);
    expect(twice[0]?.row[DUPLICATE_KEY]).toBe(true);
    expect(records.find((record) => record.localKey === 'same')?.row[DUPLICATE_KEY]).toBeUndefined();
    const [firstTwice] = twice;
    if (firstTwice === undefined) throw new Error('no record');
    expect(reader.map(firstTwice).issues).toHaveLength(1);
  });

  it('lists each key once and skips rows without one', async () => {
    await insert('K2', '2024-01-01 00:00:00');
    await insert('K1', null);
    await bench.database.run(`insert into don (loai) values ('khieu nai')`);
    const keys: string[] = [];
    for await (const batch of source().keys()) keys.push(...batch);
    expect(keys).toEqual(['K1', 'K2']);
  });

  it('orders numeric keys as numbers and joins children of another type as text', async () => {
    await bench.database.run(`insert into don (id, so_ho_so) values (9, 'x'), (10, 'y');
      insert into nguoi (so_ho_so, ho_ten) values ('10', 'Mười')`);
    const reader = source(
      '  query: select * from don\n  key: id',
      CHILDREN.split('\n').slice(0, 2).join('\n'),
    );
    const records = await readAll(reader, 1);
    expect(records.map((record) => record.localKey)).toEqual(['9', '10']);
    expect(records[1]?.children['nguoi']).toHaveLength(1);
  });

  it('cannot write', async () => {
    await bench.database.run(bench.database.words.writingFunction);
    await insert('K1', '2024-01-01 00:00:00');
    const reader = source('  query: select d.*, ghi() as n from don d\n  key: so_ho_so', '');
    await expect(reader.readChanged(undefined, 10)).rejects.toMatchObject({ code: 'GW_S104' });
    expect(await bench.database.rows('select so_ho_so from don')).toHaveLength(1);
  });

  describe('failures', () => {
    it('names file, line and nearest column when a mapped column was renamed while running', async () => {
      await insert('K1', '2024-01-01 00:00:00');
      const reader = source();
      const cursor = await lastCursor(reader);
      await bench.database.run('alter table don rename column noi_dung to noidung_don');
      await expect(reader.readChanged(cursor, 10)).rejects.toMatchObject({
        code: 'GW_S103',
        detail: expect.stringMatching(
          /^sources\/test\.yaml:\d+ map\.content\.column: no column "noi_dung"/,
        ) as string,
      });
      await bench.database.run('truncate table don');
      await expect(reader.readChanged(cursor, 10)).rejects.toMatchObject({ code: 'GW_S103' });
      await bench.database.run('alter table don rename column noidung_don to noi_dung');
      expect((await reader.readChanged(cursor, 10)).exhausted).toBe(true);
    });

    it('stops between two pages when a column is renamed in the middle of a reading, and loses none of the rest', async () => {
      for (const key of ['K1', 'K2', 'K3', 'K4']) await insert(key, '2024-01-01 00:00:00');
      const reader = source();
      const first = await reader.readChanged(undefined, 2);
      expect(first.records.map(({ localKey }) => localKey)).toEqual(['K1', 'K2']);
      await bench.database.run('alter table don rename column noi_dung to noidung_don');
      await expect(reader.readChanged(first.cursor, 2)).rejects.toMatchObject({ code: 'GW_S103' });
      await bench.database.run('alter table don rename column noidung_don to noi_dung');
      const rest = await readAll(reader, 2, first.cursor);
      expect(rest.map(({ localKey }) => localKey)).toEqual(['K3', 'K4']);
    });

    it.each([
      ['a missing table', 'drop table nguoi', 'GW_S103'],
      ['a missing watermark column', 'alter table don drop column sua_luc', 'GW_S103'],
    ])('reports %s as GW_S103', async (_what, change, code) => {
      await bench.database.run(change);
      await expect(source().readChanged(undefined, 10)).rejects.toMatchObject({ code });
    });

    it('says nothing about values when the source query fails on one', async () => {
      await insert('K1', '2024-01-01 00:00:00', 'Nguyễn Văn Bí Mật');
      const { failing, failure: said } = bench.database.words;
      const reader = source(`  query: select d.*, ${failing} as n from don d\n  key: so_ho_so`, '');
      const failure = await reader.readChanged(undefined, 10).catch((err: unknown) => err);
      expect(failure).toMatchObject({ code: 'GW_S104', detail: `record.query: ${said}` });
      expect(JSON.stringify(failure)).not.toContain('Bí Mật');
    });

    it('tells a refused account from an unreachable server', async () => {
      const nobody = new URL(bench.database.url);
      nobody.port = '1';
      const closed = source(RECORD, CHILDREN, nobody.href);
      await expect(closed.readChanged(undefined, 1)).rejects.toMatchObject({ code: 'GW_S101' });
      const poor = source(RECORD, CHILDREN, await bench.database.poorAccount());
      await expect(poor.readChanged(undefined, 1)).rejects.toMatchObject({ code: 'GW_S102' });
      const wrong = new URL(bench.database.url);
      wrong.password = 'sai';
      const refused = source(RECORD, CHILDREN, wrong.href);
      await expect(refused.readChanged(undefined, 1)).rejects.toMatchObject({ code: 'GW_S102' });
    });
  });

  it('survives a text of 10 MB and maps it to an issue', async () => {
    await bench.database.run(
      `insert into don (so_ho_so, loai, noi_dung) values ('big', 'khieu nai', repeat('đơn ', 2500000))`,
    );
    const reader = source();
    const [record] = await readAll(reader);
    if (record === undefined) throw new Error('no record');
    expect(reader.map(record).issues).toMatchObject([{ code: 'TEXT_TOO_LONG', field: 'content' }]);
  });
}
