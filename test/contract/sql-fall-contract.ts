import { lastCursor, readAll, readCycle } from './read-source';
import { RECORD, useSqlBench } from './sql-bench';
import type { DatabaseUnderTest } from './sql-databases-under-test';

/** What holds for every database product whose content goes back in time: restored from a backup, or its clock set back. */
export function noticesFall(open: () => Promise<DatabaseUnderTest>): void {
  const bench = useSqlBench(open);
  const { clock, source, insert } = bench;

  it('reads everything once when the source was restored or its clock set back, and goes on from there', async () => {
    await insert('K1', '2024-01-01 12:00:00');
    await insert('K2', '2024-06-01 12:00:00');
    const reader = source();
    const cursor = await lastCursor(reader);
    await bench.database.run(`delete from don where so_ho_so = 'K2'`);
    await insert('after', '2024-01-01 13:00:00');
    expect((await reader.readChanged(cursor, 10)).isWentBack).toBe(true);
    const restored = await readCycle(reader, 1, cursor);
    expect(restored.records.map((record) => record.localKey).toSorted()).toEqual(['K1', 'after']);
    await insert('later', '2024-01-01 14:00:00');
    const next = await readAll(reader, 10, restored.cursor);
    expect(next.map((record) => record.localKey)).toEqual(['after', 'later']);
    expect((await reader.readChanged(restored.cursor, 10)).isWentBack).toBeUndefined();
  });

  it('says so when its highest watermark fell by less than the overlap, and reads what its next windows reach only', async () => {
    await insert('K0', '2020-01-01 12:00:00');
    await insert('low', '2024-06-01 11:49:55');
    await insert('K1', '2024-06-01 11:59:50');
    await insert('K2', '2024-06-01 12:00:00');
    const reader = source();
    const cursor = await lastCursor(reader);
    await bench.database.run(`delete from don where so_ho_so = 'K2'`);
    const page = await reader.readChanged(cursor, 10);
    expect(page.isWentBack).toBe(true);
    expect(page.records.map((record) => record.localKey).toSorted()).toEqual(['K1', 'low']);
  });

  it('doubts what its next pass over everything finds, after its highest watermark fell by little, and then no more', async () => {
    await insert('K0', '2020-01-01 12:00:00');
    await insert('K1', '2024-06-01 11:59:50');
    await insert('K2', '2024-06-01 12:00:00');
    const reader = source(`${RECORD}\n  rescan: 30s`);
    const cursor = await lastCursor(reader);
    await bench.database.run(`delete from don where so_ho_so = 'K2'`);
    const fallen = await readCycle(reader, 10, cursor);
    clock.ms += 30_000;
    const pass = await reader.readChanged(fallen.cursor, 10);
    expect(pass.records.map((record) => record.localKey)).toContain('K0');
    expect(pass.isWentBack).toBe(true);
    clock.ms += 30_000;
    expect((await reader.readChanged(pass.cursor, 10)).isWentBack).toBeUndefined();
  });

  it('starts a pass over everything again, in doubt, when the source is put back between two of its pages', async () => {
    for (const key of ['K1', 'K2', 'K3']) await insert(key, '2024-06-01 12:00:00');
    const reader = source(`${RECORD}\n  rescan: 30s`);
    const cursor = await lastCursor(reader);
    await bench.database.run(
      `update don set noi_dung = 'mới', sua_luc = '2024-06-02 12:00:00' where so_ho_so = 'K3'`,
    );
    clock.ms += 30_000;
    const page = await reader.readChanged(cursor, 1);
    expect([page.records.map((record) => record.localKey), page.isWentBack]).toEqual([['K1'], undefined]);
    await bench.database.run(
      `update don set noi_dung = 'cũ', sua_luc = '2024-05-01 12:00:00', tao_luc = '2024-05-01 12:00:00'`,
    );
    const next = await reader.readChanged(page.cursor, 10);
    expect(next.isWentBack).toBe(true);
    expect(next.records.map((record) => record.localKey)).toEqual(['K1', 'K2', 'K3']);
    expect((await reader.readChanged(next.cursor, 10)).isWentBack).toBeUndefined();
  });

  it('reads the rest of a cycle in doubt, and the window and the pass after it, when it fell by little meanwhile', async () => {
    await insert('K0', '2020-01-01 12:00:00');
    for (const key of ['K1', 'K2']) await insert(key, '2024-06-01 11:59:50');
    await insert('K3', '2024-06-01 12:00:00');
    const reader = source(`${RECORD}\n  rescan: 30s`);
    const cursor = await lastCursor(reader);
    clock.ms += 30_000;
    const page = await reader.readChanged(cursor, 2);
    expect([page.records.map((record) => record.localKey), page.isWentBack]).toEqual([
      ['K0', 'K1'],
      undefined,
    ]);
    await bench.database.run(`delete from don where so_ho_so = 'K3'`);
    const rest = await reader.readChanged(page.cursor, 2);
    expect([rest.records.map((record) => record.localKey), rest.isWentBack]).toEqual([['K2'], true]);
    const window = await reader.readChanged(rest.cursor, 10);
    expect([window.records.map((record) => record.localKey), window.isWentBack]).toEqual([
      ['K1', 'K2'],
      true,
    ]);
    clock.ms += 30_000;
    const pass = await reader.readChanged(window.cursor, 10);
    expect([pass.records.map((record) => record.localKey), pass.isWentBack]).toEqual([
      ['K0', 'K1', 'K2'],
      true,
    ]);
    clock.ms += 30_000;
    expect((await reader.readChanged(pass.cursor, 10)).isWentBack).toBeUndefined();
  });
}
