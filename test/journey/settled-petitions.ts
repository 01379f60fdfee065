import type { MiniRoad } from './mini-road';

const ROUND = '      moneyReturned: { column: tra_lai }';
const ENFORCED = '          moneyReturned: { column: tien }';

/** The mini province with the figures that decisions and their enforcement have in the KQGQ forms. */
export const WITH_FIGURES = {
  'sources/mini.yaml': [
    [
      ROUND,
      `${ROUND}
      moneyRecovered: { column: thu_tien }
      residentialLandReturned: { column: tra_dat }
      productionLandRecovered: { column: thu_dat }
      peopleToInvestigation: { column: dieu_tra }
      peopleRightsRestored: { column: quyen_loi }`,
    ],
    [
      ENFORCED,
      `${ENFORCED}
          productionLandRecovered: { column: thu_dat }
          peopleHandled: { column: nguoi }
          peopleProsecuted: { column: khoi_to }`,
    ],
  ],
  'crosswalks/mini.yaml': [
    ['S: { to: "6" }', 'S: { to: "6" }, P: { to: "1" }, TD: { to: "3" }, TS: { to: "4" }'],
  ],
} as const;

const ACCEPTED = { ngay_nhan: '2026-01-05', ngay_xu_ly: '2026-01-08', ngay_thu_ly: '2026-01-12' };

/** Complaints and denunciations that were decided and enforced in the first quarter of 2026 (15/12/2025 – 14/03/2026). */
export async function settle(road: MiniRoad): Promise<void> {
  await road.local.query(`
    alter table quyet_dinh add column thu_tien text, add column tra_dat text, add column thu_dat text,
      add column dieu_tra text, add column quyen_loi text;
    alter table thi_hanh add column thu_dat text, add column nguoi text, add column khoi_to text`);
  const denunciation = { loai: 'tc', linh_vuc: 'TN' };
  for (const [ma, columns] of Object.entries({
    'KN-RIGHT': { han: '2026-03-12' },
    'KN-PARTLY': { han: '2026-02-12' },
    'KN-OPEN': { han: '2026-03-12' },
    'TC-RIGHT': { ...denunciation, han: '2026-03-12' },
    'TC-WRONG': { ...denunciation, han: '2026-02-12' },
  }))
    await road.petition(ma, {
      ...ACCEPTED,
      noi_dung: `Về việc ${ma}.`,
      ho_ten: `Trần Văn ${ma}`,
      ...columns,
    });
  for (const [ma, ket_qua, amounts] of DECISIONS)
    await road.local.query(
      `insert into quyet_dinh (ma, ngay, ket_qua, tom_tat, tra_lai, thu_tien, tra_dat, thu_dat, dieu_tra, quyen_loi)
       values ($1, '2026-03-02', $2, 'Đã giải quyết.', $3, $4, $5, $6, $7, $8)`,
      [ma, ket_qua, ...amounts],
    );
  for (const [ma, ...amounts] of ENFORCEMENTS)
    await road.local.query(
      `insert into thi_hanh (qd_id, ngay, tien, thu_dat, nguoi, khoi_to)
       select id, '2026-03-10', $2, $3, $4, $5 from quyet_dinh where ma = $1`,
      [ma, ...amounts],
    );
}

/** Money returned, recovered; land returned, recovered; people to investigation, with rights restored. */
const DECISIONS = [
  ['KN-RIGHT', 'D', ['12500000', '3000000', '120', '80', null, '4']],
  ['KN-PARTLY', 'P', ['1000000', null, null, '20', '1', '2']],
  ['TC-RIGHT', 'TD', [null, '7250000', null, '45', '3', null]],
  ['TC-WRONG', 'TS', [null, null, null, null, null, null]],
] as const;

/** Money returned, land recovered, people dealt with, prosecuted. */
const ENFORCEMENTS = [
  ['KN-RIGHT', '2500000', '30', '2', null],
  ['TC-RIGHT', null, '45', '1', '1'],
] as const;

/** What the forms must say of it, in millions of đồng and square metres; counted by hand from the lines above. */
export const SETTLED: readonly (readonly [form: string, column: string, expected: number])[] = [
  ['01/KQGQ', 'phải giải quyết', 3],
  ['01/KQGQ', '5', 2],
  ['01/KQGQ', 'rút đơn', 0],
  ['01/KQGQ', 'thu hồi tiền', 3],
  ['01/KQGQ', 'thu hồi đất', 100],
  ['01/KQGQ', 'trả lại tiền', 13.5],
  ['01/KQGQ', 'trả lại đất', 120],
  ['01/KQGQ', 'trả quyền lợi', 6],
  ['01/KQGQ', 'xử lý hành chính', 0],
  ['01/KQGQ', 'điều tra', 1],
  ['01/KQGQ', '20', 1],
  ['01/KQGQ', '21', 0],
  ['01/KQGQ', '22', 1],
  ['01/KQGQ', 'đúng hạn', 1],
  ['01/KQGQ', 'quá hạn', 1],
  ['02/KQGQ', 'tổng', 2],
  ['02/KQGQ', 'phải thu tiền', 3],
  ['02/KQGQ', 'phải thu đất', 100],
  ['02/KQGQ', 'đã thu đất', 30],
  ['02/KQGQ', 'phải trả tiền', 13.5],
  ['02/KQGQ', 'phải trả đất', 120],
  ['02/KQGQ', 'đã trả tiền', 2.5],
  ['02/KQGQ', 'đã xử lý', 2],
  ['02/KQGQ', 'khởi tố', 0],
  ['03/KQGQ', 'phải giải quyết', 2],
  ['03/KQGQ', '6', 2],
  ['03/KQGQ', 'thu hồi tiền', 7.25],
  ['03/KQGQ', 'thu hồi đất', 45],
  ['03/KQGQ', 'điều tra', 3],
  ['03/KQGQ', '24', 1],
  ['03/KQGQ', '26', 1],
  ['03/KQGQ', '28', 0],
  ['03/KQGQ', '30', 1],
  ['03/KQGQ', '31', 1],
  ['04/KQGQ', 'tổng', 1],
  ['04/KQGQ', 'phải thu tiền', 7.25],
  ['04/KQGQ', 'đã thu đất', 45],
  ['04/KQGQ', 'đã xử lý', 1],
  ['04/KQGQ', 'khởi tố', 1],
];
