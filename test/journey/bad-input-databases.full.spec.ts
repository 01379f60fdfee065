import { MiniRoad } from './mini-road';
import { stored } from './ways-out/way-out';

jest.setTimeout(60_000);

describe('a local database that tells something else than yesterday', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    // Without a rescan: what is seen below is seen by watermark and key alone.
    road = await MiniRoad.open({ edit: { 'sources/mini.yaml': [['  rescan: 1ms\n', '']] } });
  });
  afterAll(() => road.close());

  it('never writes a new petition over the old one whose key a restored database gave away again', async () => {
    await road.petition('KEY-1', { cap_nhat: '2026-03-01' });
    await road.petition('KEY-2', { cap_nhat: '2026-06-01', ho_ten: 'Lê Thị Trước' });
    await road.converge();
    const before = await stored(road);
    // Restored to March, with the clock of that day: everything later is gone, KEY-2 comes in again.
    await road.local.query(`delete from don where cap_nhat > '2026-03-01'`);
    const other = { ho_ten: 'Phạm Văn Sau', noi_dung: 'Một đơn hoàn toàn khác.' };
    await road.petition('KEY-2', { ...other, cap_nhat: '2026-03-02' });
    await road.petition('KEY-3', { cap_nhat: '2026-03-03' });
    const { summary } = await road.converge();
    expect(summary.unaccounted).toBe(0);
    expect(await road.standing('KEY-2')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    expect(await road.standing('KEY-3')).toMatchObject({ class: 'confirmed' });
    expect(await stored(road)).toBe(before + 2); // the two steps of KEY-3
  });

  it('takes a view that multiplies rows as the one petition it is', async () => {
    await road.petition('EQUAL');
    await road.local.query('alter table don rename to don_goc');
    await road.local.query('create view don as select * from don_goc union all select * from don_goc');
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    expect((await road.delivered('EQUAL')).map((entry) => entry.method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
    ]);
  });

  it('stops a petition that a view shows with two contents, and lets it go on when the view is mended', async () => {
    const before = await stored(road);
    await road.local.query('create table don_khac (like don_goc including defaults)');
    await road.local.query(
      `insert into don_khac (ma, noi_dung) values ('EQUAL', 'Nội dung của một đơn khác.')`,
    );
    await road.local.query(
      'create or replace view don as select * from don_goc union all select * from don_khac',
    );
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    expect(await road.standing('EQUAL')).toMatchObject({ class: 'quarantined', code: 'KEY_NOT_UNIQUE' });
    await road.local.query('drop view don; alter table don_goc rename to don; drop table don_khac');
    await road.converge();
    expect(await road.standing('EQUAL')).toMatchObject({ class: 'confirmed', code: null });
    expect(await stored(road)).toBe(before);
  });
});
