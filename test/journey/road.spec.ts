import { MiniRoad } from './mini-road';

describe('one road, end to end', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
  });
  afterAll(() => road.close());

  it('delivers the steps a petition has reached, in order, once', async () => {
    await road.petition('A-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.local.query("insert into quyet_dinh (ma, ngay) values ('A-1', '2026-04-20')");
    await road.local.query(
      "insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-02', '5000000000'), (1, '2026-05-09', '1')",
    );
    const result = await road.converge();
    expect(result).toMatchObject({ converged: true, summary: { read: 1, confirmed: 1, unaccounted: 0 } });
    expect((await road.delivered('A-1')).map((entry) => entry.method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
      'CapNhatGiaiQuyet',
      'CapNhatKQGiaiQuyet',
      'CapNhatThiHanh',
      'CapNhatThiHanh',
    ]);
  });

  it('sends nothing when nothing changed, and only the new step when one was added', async () => {
    await road.converge();
    const before = (await road.far.ledger()).length;
    await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-12', '7')");
    await road.converge();
    const added = (await road.far.ledger()).slice(before);
    expect(added.map((entry) => entry.method)).toEqual(['CapNhatThiHanh']);
  });
});
