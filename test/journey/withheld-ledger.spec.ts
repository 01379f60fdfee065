import { renditionField } from '@kntc/domain';
import { WITHHELD_FIELDS, type Verdict } from '../../libs/national/src/profiles/ttcp-2018/withheld-fields';
import { MiniRoad } from './mini-road';

const DATE = 'date: [yyyy-MM-dd]';
/** Everything of a denunciation that a source can say; «Mở» stands where it may leave as it is, «Kín» where it must not. */
const MAP: readonly (readonly [from: string, to: string])[] = [
  [
    '  content: { column: noi_dung }\n',
    `  content: { column: noi_dung }
  reception:
    fields:
      date: { const: "2026-03-01", ${DATE} }
      leader: { const: Mở Văn Tiếp }
      periodic: { const: "1" }
      delegated: { const: "1" }
      delegatedBy: { const: Mở Văn Uỷ }
  forwardedBy:
    fields: { agency: { const: TNMT }, documentNo: { const: 12/MỞ-PC }, documentDate: { const: "2026-03-01", ${DATE} } }
  priorResolution:
    fields:
      agency: { const: TTT }
      round: { const: "1" }
      decidedDate: { const: "2026-01-15", ${DATE} }
      decisionType: { const: QD }
      result: { const: Kín kết quả trước }
`,
  ],
  [
    '        position: { column: bi_don_chuc_vu }\n',
    `        position: { column: bi_don_chuc_vu }
        idIssuedDate: { const: "2020-05-06", ${DATE} }
        idIssuedPlace: { const: Mở Nơi Cấp }
        gender: { const: male }
        province: { const: BD }
        district: { const: HUYEN }
        ward: { const: XA }
        nationality: { const: VN }
        ethnicity: { const: KINH }
    - when: { column: to_chuc, present: true }
      fields:
        type: { const: organisation }
        organisation: { const: Mở Ban Quản Lý }
        addressDetail: { const: Mở Số 5 Phố Huyện }
        province: { const: BD }
        district: { const: HUYEN }
        ward: { const: XA }
`,
  ],
  [
    '      handledBy: { column: can_bo }\n',
    '      handledBy: { const: Mở Văn Xử }\n      approvedBy: { const: Mở Văn Duyệt }\n',
  ],
  [
    '      dueDate: { column: han, date: [yyyy-MM-dd] }\n',
    '      dueDate: { column: han, date: [yyyy-MM-dd] }\n      approvedBy: { const: Mở Văn Thụ }\n',
  ],
  [
    '      summary: { column: tom_tat }\n      enforcements',
    `      summary: { column: tom_tat }
      form: { const: QD }
      rightToSue: { const: "1" }
      moneyRecovered: { const: "1000" }
      residentialLandRecovered: { const: "11" }
      productionLandRecovered: { const: "12" }
      residentialLandReturned: { const: "13" }
      productionLandReturned: { const: "14" }
      peopleToInvestigation: { const: "2" }
      peopleRightsRestored: { const: "3" }
      administrativeFine: { const: "4000" }
      disciplinedPeople: [{ fields: { name: { const: Mở Văn Phạt }, position: { const: Mở Kế Toán }, measure: { const: Mở Khiển Trách } } }]
      disciplinedOrganisations: [{ fields: { name: { const: Mở Hợp Tác Xã }, measure: { const: Mở Phạt Tiền } } }]
      enforcements`,
  ],
  [
    '          moneyReturned: { column: tien }\n',
    `          moneyReturned: { column: tien }
          moneyRecovered: { const: "5000" }
          residentialLandRecovered: { const: "21" }
          productionLandRecovered: { const: "22" }
          residentialLandReturned: { const: "23" }
          productionLandReturned: { const: "24" }
          peopleHandled: { const: "5" }
          collectivesHandled: { const: "6" }
          assetsValue: { const: "7000" }
          finesPaid: { const: "8000" }
          peopleProsecuted: { const: "1" }
`,
  ],
];
const CODES: readonly (readonly [from: string, to: string])[] = [
  ['BD: { to: "507" }', 'BD: { to: "507" }, HUYEN: { to: "50701" }, XA: { to: "5070103" }'],
  ['  5:', '  3: { VN: { to: VN } }\n  4: { KINH: { to: "1" } }\n  5:'],
];
const DENOUNCER = {
  loai: 'tc',
  linh_vuc: 'TN',
  ho_ten: 'Trịnh Thị Kín',
  cccd: '052181077701',
  noi_cap: 'Kín Nơi Cấp',
  dien_thoai: '0977701234',
  dia_chi: 'Thôn Kín',
  noi_dung: 'Kín nội dung đơn.',
  yeu_cau: 'Kín yêu cầu.',
  tom_tat_xu_ly: 'Kín tóm tắt xử lý.',
  ngay_thu_ly: '2026-03-10',
  han: '2026-05-10',
  so_nguoi: '3',
};
const AGENT = {
  uq_ho_ten: 'Lê Văn Kín',
  uq_cccd: '052070077702',
  uq_dia_chi: 'Xóm Kín',
  uq_noi_cap: 'Kín Cấp',
};
const SECOND = {
  ho_ten_2: 'Phan Văn Kín',
  cccd_2: '052060077703',
  dien_thoai_2: '0977705678',
  dia_chi_2: 'Ấp Kín',
};
const DENOUNCED = {
  bi_don: 'Mở Văn Đơn',
  bi_don_cccd: '052055000111',
  bi_don_dia_chi: 'Mở Khu Phố',
  bi_don_chuc_vu: 'Mở Chủ Tịch',
};
const SEALED = /K[ií]n|0777|77701|77702|77703/i;
const RENDITIONS = {
  content: 'Bản che nội dung.',
  handling: 'Bản che xử lý.',
  prior: 'Bản che kết quả trước.',
  'resolution:1': 'Bản che giải quyết.',
  'file:1': 'Bản che tệp.',
} as const;

type Seen = ReadonlyMap<string, readonly unknown[]>;

jest.setTimeout(180_000);

describe('a denunciation under withheld that says everything, in the ledger of the far side', () => {
  let road: MiniRoad;
  let seen: Seen;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: { 'sources/mini.yaml': MAP, 'crosswalks/mini.yaml': CODES } });
    await road.petition('TC-1', {
      ...DENOUNCER,
      ...AGENT,
      ...SECOND,
      ...DENOUNCED,
      loai_nguoi: 'dn',
      co_quan_tiep: 'TNMT',
    });
    const organisation = { loai_nguoi: 'tc', to_chuc: 'Công ty Kín Gió', dia_chi_to_chuc: 'Kín Lô B' };
    await road.petition('TC-2', { ...DENOUNCER, ...organisation, noi_dung: 'Kín đơn khác.' });
    await road.local.query(
      "insert into quyet_dinh (ma, ngay, tra_lai, tom_tat) values ('TC-1', '2026-04-20', '9000', 'Kín tóm tắt giải quyết.')",
    );
    await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-02', '9500')");
    await road.local.query(
      "insert into tep (ma, ten, tom_tat, noi_dung) values ('TC-1', 'don-cua-kin.pdf', 'Kín bản chụp', '%PDF Kín')",
    );
    await road.converge();
    await agreeOnRenditions('TC-1');
    await road.converge();
    const { reference } = await road.standing('TC-1');
    const by = { actor: 'Lan', approver: 'Hùng', reason: 'bản đã che', idempotencyKey: 'withheld-1' };
    await road.gateway.parts.operations.release(reference ?? '', by);
    await road.converge();
    seen = seenIn([...(await road.delivered('TC-1')), ...(await road.delivered('TC-2'))]);
  });
  afterAll(() => road.close());

  async function agreeOnRenditions(ma: string): Promise<void> {
    const { reference } = await road.standing(ma);
    const { renditions } = road.gateway.parts;
    for (const [name, text] of Object.entries(RENDITIONS)) {
      const field = renditionField(name);
      if (field === undefined) throw new Error(name);
      const offer = {
        reference: reference ?? '',
        field,
        content: Buffer.from(text),
        texts: [text],
        actor: 'Lan',
      };
      const proposal = await renditions.propose(offer);
      if (proposal.kind !== 'proposed') throw new Error(`${name}: ${proposal.kind}`);
      await renditions.approve(proposal.id, 'Hùng', () => [text]);
    }
  }

  it('stands there with every step', async () => {
    expect(await road.standing('TC-1')).toMatchObject({ class: 'confirmed' });
    expect(await road.standing('TC-2')).toMatchObject({ class: 'confirmed' });
    const methods = new Set((await road.delivered('TC-1')).map(({ method }) => method));
    expect([...methods].toSorted()).toEqual(Object.keys(WITHHELD_FIELDS).toSorted());
  });

  const judged = Object.entries(WITHHELD_FIELDS).flatMap(([method, fields]) =>
    Object.entries(fields).map(([path, verdict]) => [method, path, verdict] as const),
  );
  it('is judged by all fields there are', () => expect(judged).toHaveLength(130));

  /** A leaf of list 6 is not that deep here; the first enforcement of a decision has no id yet. */
  const EMPTY = new Set(['CapNhatVuViec PhanLoaiDon.MaLoaiDon3', 'CapNhatThiHanh ThiHanhId']);

  it.each(judged)('%s %s is there as decided: %s', (method, path, verdict) => {
    const values = seen.get(`${method} ${path}`) ?? [];
    const said = values.filter((value) => value !== '' && value !== null).map(String);
    expect(wrongIn(verdict, said)).toEqual([]);
    expect(said.length > 0).toBe(verdict !== 'dropped' && !EMPTY.has(`${method} ${path}`));
    const isAgreed = said.some((value) => AGREED.has(value.split('\n[')[0]));
    expect(isAgreed).toBe(verdict === 'rendition');
  });

  it('shows nobody anywhere, and no field nobody decided about', async () => {
    expect(JSON.stringify(await road.far.ledger())).not.toMatch(SEALED);
    const known = new Set(judged.map(([method, path]) => `${method} ${path}`));
    expect([...seen.keys()].filter((path) => !known.has(path))).toEqual([]);
  });
});

const AGREED: ReadonlySet<string | undefined> = new Set(
  Object.values(RENDITIONS).flatMap((text) => [text, Buffer.from(text).toString('base64')]),
);
const FIXED = new Set(['Người tố cáo – giữ bí mật', 'Bản đã che thông tin người tố cáo', 'ban-da-che-1.txt']);

/** Whether a value may stand in a field of a verdict; the reference stands on a line of its own below a text. */
const MAY_STAND: Readonly<Record<Verdict, (value: string) => boolean>> = {
  open: (value) => /^(?:Mở |12\/MỞ|[\d/]+$|VN$|H507)/.test(value),
  fixed: (value) => FIXED.has(value),
  coded: (value) => !/\p{L}{2,} \p{L}{2,}/u.test(value) && value.length <= 36,
  rendition: (value) => AGREED.has(value.split('\n[')[0]) || value.startsWith('Loại đơn: '),
  dropped: () => false,
};

/** What is said in a field and must not be. */
function wrongIn(verdict: Verdict, said: readonly string[]): readonly string[] {
  return said.filter((value) => SEALED.test(value) || !MAY_STAND[verdict](value));
}

/** Every value of a field, under its method and its path without indexes; one that is not there stands as nothing. */
function seenIn(entries: readonly { readonly method: string; readonly body: unknown }[]): Seen {
  const seen = new Map<string, unknown[]>();
  const note = (at: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value as unknown[]) note(at, item);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value))
        note(at.endsWith(' ') ? `${at}${key}` : `${at}.${key}`, item);
    else seen.set(at, [...(seen.get(at) ?? []), value]);
  };
  for (const { method, body } of entries) note(`${method} `, body);
  return seen;
}
