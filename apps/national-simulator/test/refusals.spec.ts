import { aFarSide, type FarSide } from './far-side';
import { aCase, aDecision, anAcceptance, anEnforcement, aProcessing } from './sample-bodies';

const PERSON = 'NguoiKNTC.DataNguoiKNTC.0';
const TOMORROW = dayFromNow(1);
const FILE = { TenHoSo: 'Đơn', LoaiHoSo: '1', TenFileDinhKem: 'don.pdf', FileDinhKem: 'JVBERi0xLjQK' };

type Case = [path: string, value: unknown, field?: string];

describe('what a strict far side refuses', () => {
  let far: FarSide;
  const ids = { caseId: '', decisionId: '' };

  beforeAll(async () => {
    far = await aFarSide();
    ids.caseId = (await far.send('CapNhatVuViec', aCase())).Id;
    await far.send('CapNhatKQXuLy', aProcessing(ids.caseId));
    await far.send('CapNhatGiaiQuyet', anAcceptance(ids.caseId));
    ids.decisionId = (await far.send('CapNhatKQGiaiQuyet', aDecision(ids.caseId))).Id;
  });
  afterAll(() => far.stop());

  const STEP_1: readonly Case[] = [
    ['VuViec.NgayNhapDon', ''],
    ['VuViec.NgayNhapDon', '31/02/2024'],
    ['VuViec.NgayNhapDon', '01/01/1970'],
    ['VuViec.NgayNhapDon', TOMORROW],
    ['VuViec.NgayNhapDon', '2024-03-05'],
    ['VuViec.GanVuViec', '0'],
    ['VuViec.GanVuViec', 1, 'VuViec.Id'],
    ['VuViec.Id', '00000000-0000-4000-8000-000000000000'],
    ['VuViec.UyQuyen', 1, 'LanhDaoUyQuyen'],
    ['NguonDonDen.MaNguonDonDen', ''],
    ['NguonDonDen.MaNguonDonDen', '99'],
    ['NguonDonDen.MaNguonDonDen', '4', 'MaCoQuanChuyenDon'],
    ['NguonDonDen.MaCoQuanChuyenDon', 'H999'],
    ['NguonDonDen.NgayVanBan', '30/02/2024'],
    ['NguonDonDen.NgayVanBan', '06/03/2024'],
    ['NguoiKNTC.LoaiNguoiKNTC', 4],
    ['NguoiKNTC.LoaiNguoiKNTC', 3, 'TenCoQuanToChuc'],
    ['NguoiKNTC.SoNguoiKNTC', 0],
    ['NguoiKNTC.SoNguoiDaiDien', 2],
    ['NguoiKNTC.DataNguoiKNTC', []],
    [`${PERSON}.HoTen`, '  ', 'HoTen'],
    [`${PERSON}.HoTen`, undefined, 'HoTen'],
    [`${PERSON}.GioiTinh`, 3, 'GioiTinh'],
    [`${PERSON}.NgayCapSoDinhDanh`, '10/05/2121', 'NgayCapSoDinhDanh'],
    [`${PERSON}.MaTinh`, '999', 'MaTinh'],
    [`${PERSON}.MaTinh`, '101', 'MaHuyen'],
    [`${PERSON}.MaHuyen`, '5070101', 'MaHuyen'],
    [`${PERSON}.MaXa`, '5070201', 'MaXa'],
    [`${PERSON}.MaQuocTich`, 'XX', 'MaQuocTich'],
    [`${PERSON}.MaDanToc`, '55', 'MaDanToc'],
    [`${PERSON}.SoDienThoai`, '0900000000', 'SoDienThoai'],
    ['NguoiBiKNTCT.TenCoQuanToChuc', ''],
    ['NguoiBiKNTCT.LoaiNguoiBiKNTC', 1, 'NguoiBiKNTCT.HoTen'],
    ['NguoiBiKNTCT.MaTinhCoQuan', '998'],
    ['NguoiBiKNTC', {}, 'NguoiBiKNTC'],
    ['NguoiUyQuyen', { LoaiNguoiUyQuyen: 1, HoTen: '' }, 'NguoiUyQuyen.HoTen'],
    ['NguoiUyQuyen', { HoTen: 'Luật sư A' }, 'LoaiNguoiUyQuyen'],
    ['CoQuanDaGiaiQuyet', { MaCoQuan: '', LanGiaiQuyet: '1' }, 'CoQuanDaGiaiQuyet.MaCoQuan'],
    ['CoQuanDaGiaiQuyet', { MaCoQuan: 'H507', MaLoaiQuyetDinh: '77' }, 'MaLoaiQuyetDinh'],
    ['CoQuanDaGiaiQuyet', { MaCoQuan: 'H507', LanGiaiQuyet: 'hai' }, 'LanGiaiQuyet'],
    ['PhanLoaiDon', [], 'PhanLoaiDon'],
    ['PhanLoaiDon.0.MaLoaiDon', 'ZZ', 'MaLoaiDon'],
    ['PhanLoaiDon.0.MaLoaiDon', 'TC', 'MaLoaiDon1'],
    ['PhanLoaiDon.0.MaLoaiDon1', '', 'MaLoaiDon2'],
    ['PhanLoaiDon.0.MaLoaiDon2', 'KN.02.01', 'MaLoaiDon2'],
    ['Attachment', [{ ...FILE, LoaiHoSo: '55' }], 'LoaiHoSo'],
    ['Attachment', [{ ...FILE, FileDinhKem: '' }], 'FileDinhKem'],
    ['Attachment', [{ ...FILE, FileDinhKem: '%%%%' }], 'FileDinhKem'],
    ['Attachment', [{ ...FILE, TenHoSo: '' }], 'TenHoSo'],
    ['NoiDungDon', ''],
    ['CoQuanTiepNhan', ''],
    ['CoQuanTiepNhan', 'H507.77'],
    ['CoQuanTiepNhan', 'sở'],
    ['NguonDonDen', undefined],
  ];
  it.each<Case>(STEP_1)('CapNhatVuViec with %s = %j', async (path, value, field = path) => {
    expect(await refusal('CapNhatVuViec', aCase({ [path]: value }))).toContain(field);
  });

  const DIRECTION = 'NoiDungXuLy.HuongXuLy';
  const STEP_2: readonly Case[] = [
    ['Id', ''],
    ['NoiDungXuLy.NgayXuLy', ''],
    ['NoiDungXuLy.NgayXuLy', '04/03/2024'],
    ['NoiDungXuLy.NgayXuLy', '13/03/2024'],
    ['NoiDungXuLy.DonNacDanh', 2],
    [`${DIRECTION}.MaCoQuanXuLy`, 'H1'],
    [`${DIRECTION}.MaHuongXuLy`, '9'],
    [`${DIRECTION}.MaHuongXuLy`, '5', 'MaCoQuanXuLyTiep'],
    [`${DIRECTION}.MaCoQuanXuLyTiep`, 'H1'],
    [`${DIRECTION}.FileDinhKem`, 'JVBERi0xLjQK', 'TenFileDinhKem'],
  ];
  it.each<Case>(STEP_2)('CapNhatKQXuLy with %s = %j', async (path, value, field = path) => {
    expect(await refusal('CapNhatKQXuLy', aProcessing(ids.caseId, { [path]: value }))).toContain(field);
  });

  const STEP_3: readonly Case[] = [
    ['MaCoQuanThuLy', 'H1'],
    ['NgayThuLy', '09/03/2024'],
    ['NgayThuLy', TOMORROW],
    ['NgayThuLy', '03/05/2024'],
    ['HanGiaiQuyet', '11/03/2024'],
    ['HanGiaiQuyet', ''],
    ['TenFileThuLy', 'qd.pdf', 'FileThuLy'],
  ];
  it.each<Case>(STEP_3)('CapNhatGiaiQuyet with %s = %j', async (path, value, field = path) => {
    expect(await refusal('CapNhatGiaiQuyet', anAcceptance(ids.caseId, { [path]: value }))).toContain(field);
  });

  const STEP_4: readonly Case[] = [
    ['MaCoQuanBanHanh', ''],
    ['NgayBanHanh', '11/03/2024'],
    ['LoaiKetQuaGiaiQuyet', 99],
    ['LoaiKetQuaGiaiQuyet', '1'],
    ['HinhThucGiaiQuyet', 99],
    ['BoiThuongThietHai.TraLaiTien', -1],
    ['FileBanHanh', 'abc', 'TenFileBanHanh'],
  ];
  it.each<Case>(STEP_4)('CapNhatKQGiaiQuyet with %s = %j', async (path, value, field = path) => {
    expect(await refusal('CapNhatKQGiaiQuyet', aDecision(ids.caseId, { [path]: value }))).toContain(field);
  });

  const STEP_5: readonly Case[] = [
    ['IdKetQua', ''],
    ['IdKetQua', '00000000-0000-4000-8000-000000000000'],
    ['ThiHanhId', '00000000-0000-4000-8000-000000000000'],
    ['ThiHanhGiaiQuyet.MaCoQuanThiHanh', ''],
    ['ThiHanhGiaiQuyet.NgayCapNhat', '01/05/2024'],
    ['ThiHanhGiaiQuyet.SoTienNopPhat', -5],
    ['ThiHanhGiaiQuyet.SoTienNopPhat', 1.5],
  ];
  it.each<Case>(STEP_5)('CapNhatThiHanh with %s = %j', async (path, value, field = path) => {
    expect(
      await refusal('CapNhatThiHanh', anEnforcement(ids.caseId, ids.decisionId, { [path]: value })),
    ).toContain(field);
  });

  it('takes each of the five bodies unchanged', async () => {
    expect((await far.send('CapNhatThiHanh', anEnforcement(ids.caseId, ids.decisionId))).Message).toBe('');
  });

  it('takes what it must not refuse', async () => {
    const blank = { LoaiNguoiUyQuyen: '', HoTen: '', MaTinh: null };
    const bodies = [
      aCase({ NguoiUyQuyen: blank, NguoiBiKNTCT: { LoaiNguoiBiKNTC: '', HoTen: '' } }),
      aCase({ NguoiBiKNTCT: undefined, NguoiBiKNTC: { LoaiNguoiBiKNTC: 1, HoTen: 'Ông B' } }),
      aCase({ Attachment: [FILE] }),
      aCase({ [`${PERSON}.MaHuyen`]: '' }),
      aCase({ [`${PERSON}.GioiTinh`]: '', [`${PERSON}.MaDanToc`]: null }),
      aCase({
        'NguoiKNTC.LoaiNguoiKNTC': 3,
        'NguoiKNTC.TenCoQuanToChuc': 'Hợp tác xã A',
        'NguoiKNTC.DataNguoiKNTC': [],
      }),
      aCase({ 'NguonDonDen.MaNguonDonDen': '4', 'NguonDonDen.MaCoQuanChuyenDon': 'H507.02' }),
    ];
    for (const body of bodies) expect((await far.send('CapNhatVuViec', body)).Message).toBe('');
  });

  it('ignores unknown keys when told to', async () => {
    await far.controlJson('PUT', 'settings', { unknownKeys: 'ignore' });
    expect((await far.send('CapNhatVuViec', aCase({ SoDienThoai: '1' }))).Message).toBe('');
    await far.controlJson('PUT', 'settings', { unknownKeys: 'refuse' });
  });

  /** The sentence of a refusal, with list positions written as in the tables above. */
  async function refusal(method: string, body: unknown): Promise<string> {
    const reply = await far.send(method, body);
    if (reply.Id !== '' || !reply.Message.endsWith('.'))
      throw new Error(`no refusal: ${JSON.stringify(reply)}`);
    return reply.Message.replace('[0]', '.0');
  }
});

describe('the day it is', () => {
  it('is counted in Việt Nam, not in UTC', async () => {
    const far = await aFarSide({ now: () => Date.parse('2024-03-04T17:30:00Z') });
    expect((await far.send('CapNhatVuViec', aCase({ [`${PERSON}.NgayCapSoDinhDanh`]: '' }))).Message).toBe(
      '',
    );
    await far.stop();
    const early = await aFarSide({ now: () => Date.parse('2024-03-04T16:30:00Z') });
    expect((await early.send('CapNhatVuViec', aCase())).Message).toContain('tương lai');
    await early.stop();
  });
});

function dayFromNow(days: number): string {
  const iso = new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}
