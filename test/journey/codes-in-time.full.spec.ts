import { MiniRoad } from './mini-road';

jest.setTimeout(60_000);

/** What the two-tier reform did to two codes of the local software. */
const REFORM = {
  'crosswalks/mini.yaml': [
    [
      '1: { BD: { to: "507" } }',
      `1:
    BD: { to: "507" }
    P1: [{ to: "5070104", until: 2025-06-30 }, { to: ["5070109", "5070112"], from: 2025-07-01 }]`,
    ],
    ['TTT: { to: H507.02 }', 'TTT: [{ to: H507.02, until: 2025-06-30 }, { to: H507.03, from: 2025-07-01 }]'],
  ],
} as const;

/** Two petitioners of one commune, whose second has a ward of the crosswalk. */
const ACROSS = {
  ngay_nhan: '2025-06-10',
  ngay_xu_ly: '2025-06-20',
  ngay_thu_ly: '2025-07-02',
  han: '2025-08-20',
  ho_ten_2: 'Trần Thị Bình',
  xa_2: 'P1',
  so_nguoi: 2,
};

describe('a case received before and decided after 01/07/2025', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: REFORM });
    await road.petition('ACROSS-1', ACROSS);
    await road.local.query(
      "insert into quyet_dinh (ma, ngay, ket_qua) values ('ACROSS-1', '2025-08-12', 'D')",
    );
    await road.petition('AFTER-1', { ...ACROSS, ngay_nhan: '2025-07-01', ngay_xu_ly: '2025-07-01' });
    await road.converge();
  });
  afterAll(() => road.close());

  it('reaches the far side with the unit of its own date and, for each act, the agency of that day', async () => {
    const sent = await road.delivered('ACROSS-1');
    expect(sent.map(({ method }) => method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
      'CapNhatGiaiQuyet',
      'CapNhatKQGiaiQuyet',
    ]);
    const body = (at: number): string => JSON.stringify(sent[at]?.body);
    expect(body(0)).toContain('"MaXa":"5070104"');
    expect(body(0)).toContain('"CoQuanTiepNhan":"H507.02"');
    expect(body(1)).toContain('"MaCoQuanXuLy":"H507.02"');
    expect(body(2)).toContain('"MaCoQuanThuLy":"H507.03"');
    expect(body(3)).toContain('"MaCoQuanBanHanh":"H507.03"');
  });

  it('is not what one received afterwards is: of a unit that was split a person chooses', async () => {
    expect(await road.standing('AFTER-1')).toMatchObject({ class: 'quarantined', code: 'CODE_SPLIT' });
    const causes = await road.gateway.parts.reports.causes(10);
    expect(causes).toContainEqual(
      expect.objectContaining({ code: 'CODE_SPLIT', list: 1, localCode: 'P1', records: 1 }),
    );
  });
});
