import { MiniRoad } from './mini-road';

/** A view of a province: each petition with a digest of its row and of its decisions. */
const DIGESTED = `>-
    select d.*, md5(concat(d::text, (select string_agg(q::text, '|' order by q.id) from quyet_dinh q where q.ma = d.ma))) as tom_tat_dong
    from don d`;

/**
 * A script of the province changes rows and moves no watermark; nothing is read again by itself. The system gives a digest of
 * each row, and by nothing else the changes are found.
 */
describe('rows that change at the source without a word', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: {
        'sources/mini.yaml': [
          ['  query: select * from don\n', `  query: ${DIGESTED}\n`],
          ['  rescan: 1ms\n', '  digest: tom_tat_dong\n  digestPass: 1ms\n'],
        ],
      },
    });
    // So long ago that no overlap shows them again.
    for (const ma of ['A', 'B', 'C', 'D']) await road.petition(ma, { cap_nhat: '2026-03-02T01:00:00Z' });
    await road.petition('E');
    await road.converge();
  });
  afterAll(() => road.close());

  const steps = async (ma: string): Promise<readonly string[]> =>
    (await road.delivered(ma)).map(({ method }) => method);
  const noted = async (): Promise<number> => {
    const { rows } = await road.own.query('select 1 from source_digest');
    return rows.length;
  };

  it('are noted as they are read', async () => {
    expect(await noted()).toBe(5);
  });

  it('are found, read and sent', async () => {
    const before = await steps('A');
    await road.local.query(
      `update don set ngay_thu_ly = '2026-03-10', han = '2026-05-10' where ma in ('B', 'C')`,
    );
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    for (const ma of ['B', 'C']) expect(await steps(ma)).toEqual([...before, 'CapNhatGiaiQuyet']);
    expect(await steps('A')).toEqual(before);
  });

  it('are found where only a child of them changed, for the digest says so', async () => {
    const before = await steps('C');
    await road.local.query(`insert into quyet_dinh (ma, ngay) values ('C', '2026-03-20')`);
    await road.converge();
    expect((await steps('C')).length).toBeGreaterThan(before.length);
    const [source] = await road.gateway.parts.reports.sources();
    expect(source?.digests?.outcome).toMatchObject({ kind: 'compared', records: 5, moving: 0 });
  });

  it('stand for a person where what changed is confirmed already, as any correction does', async () => {
    await road.local.query(`update don set noi_dung = 'Nội dung đã được sửa bằng tay.' where ma = 'B'`);
    await road.converge();
    expect(await road.standing('B')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
  });

  it('flag nothing, and go with what is gone there', async () => {
    expect(await noted()).toBe(5);
    const { rows } = await road.own.query('select 1 from source_record where gone_at is not null');
    expect(rows).toEqual([]);
  });
});

/** A table is put back from a backup by less than the overlap: no cycle reads what lies below it, the digests alone tell. */
describe('a source with digests that is put back', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: {
        'sources/mini.yaml': [
          ['  query: select * from don\n', `  query: ${DIGESTED}\n`],
          ['  rescan: 1ms\n', '  digest: tom_tat_dong\n  digestPass: 1ms\n'],
        ],
      },
    });
    await road.petition('A', { cap_nhat: '2026-03-02T01:00:00Z' });
    await road.petition('E');
    await road.converge();
  });
  afterAll(() => road.close());

  it('overwrites nothing that is confirmed before a person has looked', async () => {
    await road.local.query(`update don set tom_tat_xu_ly = 'Mới' where ma = 'A'`);
    await road.converge();
    const before = (await road.delivered('A')).length;
    await road.local.query(`
      update don set tom_tat_xu_ly = null where ma = 'A';
      update don set cap_nhat = cap_nhat - interval '5 minutes' where ma = 'E'`);
    await road.converge();
    await road.converge();
    expect(await road.standing('A')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    expect(await road.delivered('A')).toHaveLength(before);
  });
});
