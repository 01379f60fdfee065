import { Sealed } from '@kntc/domain';
import type { StepMethod } from '../../settings/national-settings';

/**
 * What a wire field may hold of a withheld denunciation. `open`: says nothing of the denouncer (officers, the denounced,
 * documents of agencies). `fixed`: a text of the settings. `coded`: code, date, number or our reference, never words of
 * the petition. `rendition`: nothing, or what two people approved; the text of the petition has a summary made of codes
 * instead. `dropped`: nothing, ever.
 */
export type Verdict = 'open' | 'fixed' | 'coded' | 'rendition' | 'dropped';

type Fields = Readonly<Record<string, Verdict>>;

const NOBODY: Fields = {
  HoTen: 'fixed',
  SoDinhDanhCaNhan: 'dropped',
  GioiTinh: 'dropped',
  NgayCapSoDinhDanh: 'dropped',
  NoiCapSoDinhDanh: 'dropped',
  MaTinh: 'coded',
  MaHuyen: 'dropped',
  MaXa: 'dropped',
  DiaChiChiTiet: 'dropped',
};

/** Where the petition says more of the denounced than of anybody else. */
const DENOUNCED = [
  ...Object.keys(NOBODY),
  'MaQuocTich',
  'MaDanToc',
  'ChucVu',
  'TenCoQuanToChuc',
  'MaTinhCoQuan',
  'MaHuyenCoQuan',
  'MaXaCoQuan',
  'DiaChiChiTietCoQuan',
];

const FIGURES = ['ThuHoiTien', 'ThuHoiDatO', 'ThuHoiDatSX', 'TraLaiTien', 'TraLaiDatO', 'TraLaiDatSX'];

/** Every field of the five steps by its path, lists without their indexes. A field that is missing here cannot be sent. */
export const WITHHELD_FIELDS: Readonly<Record<StepMethod, Fields>> = {
  CapNhatVuViec: {
    ...under('VuViec', {
      ...all('coded', ['Id', 'NgayNhapDon', 'GanVuViec', 'TiepDinhKy', 'UyQuyen']),
      ...all('open', ['LanhDaoTiep', 'LanhDaoUyQuyen']),
    }),
    ...under('NguonDonDen', {
      ...all('coded', ['MaNguonDonDen', 'MaCoQuanChuyenDon', 'NgayVanBan']),
      SoVanBanDen: 'open',
    }),
    ...under('NguoiKNTC', {
      ...all('coded', ['LoaiNguoiKNTC', 'SoNguoiKNTC', 'SoNguoiDaiDien']),
      TenCoQuanToChuc: 'fixed',
      DiaChiCoQuanToChuc: 'dropped',
      ...under('DataNguoiKNTC', { ...NOBODY, MaQuocTich: 'dropped', MaDanToc: 'dropped' }),
    }),
    ...under('NguoiBiKNTCT', { LoaiNguoiBiKNTC: 'coded', ...all('open', DENOUNCED) }),
    ...under('NguoiUyQuyen', all('dropped', ['LoaiNguoiUyQuyen', ...Object.keys(NOBODY)])),
    ...under('CoQuanDaGiaiQuyet', {
      ...all('coded', ['MaCoQuan', 'LanGiaiQuyet', 'NgayBanHanh', 'MaLoaiQuyetDinh']),
      KetQuaGiaiQuyet: 'rendition',
    }),
    ...under('PhanLoaiDon', all('coded', ['MaLoaiDon', 'MaLoaiDon1', 'MaLoaiDon2', 'MaLoaiDon3'])),
    ...under('Attachment', {
      TenHoSo: 'fixed',
      TenFileDinhKem: 'fixed',
      ...all('dropped', ['LoaiHoSo', 'NoiDungTomTat']),
      FileDinhKem: 'rendition',
    }),
    NoiDungDon: 'rendition',
    CoQuanTiepNhan: 'coded',
  },
  CapNhatKQXuLy: {
    Id: 'coded',
    ...under('NoiDungXuLy', {
      ...all('coded', ['DonNacDanh', 'DonDuDKXuLy', 'NgayXuLy']),
      TomTatNoiDungXuLy: 'rendition',
      ...all('open', ['CanBoXuLy', 'CanBoDuyetKQXL']),
      ...under('HuongXuLy', {
        ...all('coded', ['MaCoQuanXuLy', 'MaHuongXuLy', 'MaCoQuanXuLyTiep']),
        ...all('dropped', ['NoiDungXuLy', 'FileDinhKem', 'TenFileDinhKem']),
      }),
    }),
  },
  CapNhatGiaiQuyet: {
    ...all('coded', ['Id', 'MaCoQuanThuLy', 'NgayThuLy', 'HanGiaiQuyet']),
    ...all('dropped', ['FileThuLy', 'TenFileThuLy']),
    CanBoDuyet: 'open',
  },
  CapNhatKQGiaiQuyet: {
    ...all('coded', ['Id', 'MaCoQuanBanHanh', 'NgayBanHanh', 'LoaiKetQuaGiaiQuyet', 'HinhThucGiaiQuyet']),
    ...all('dropped', ['FileBanHanh', 'TenFileBanHanh']),
    TomTatNoiDungGiaiQuyet: 'rendition',
    QuyenKhoiKien: 'coded',
    ...under(
      'BoiThuongThietHai',
      all('coded', [...FIGURES, 'SoNguoiChuyenDieuTra', 'SoNguoiDuocTraQuyenLoi', 'XuPhatHanhChinh']),
    ),
    ...under('CaNhanBiXuLyHanhChinh', all('open', ['HoTen', 'ChucVu', 'HinhThucXuLy'])),
    ...under('ToChucBiXuLyHanhChinh', all('open', ['TenToChuc', 'HinhThucXuLy'])),
  },
  CapNhatThiHanh: {
    ...all('coded', ['Id', 'IdKetQua', 'ThiHanhId']),
    ...under(
      'ThiHanhGiaiQuyet',
      all('coded', [
        'MaCoQuanThiHanh',
        'NgayCapNhat',
        ...FIGURES,
        'SoNguoiBiXuLy',
        'SoTapTheBiXuLy',
        'TaiSanQuyRaTien',
        'SoTienNopPhat',
        'SoDoiTuongDaKhoiTo',
      ]),
    ),
  },
};

/**
 * The last look at a step of a withheld denunciation.
 * @throws Error naming the first field that has a value and no verdict, or one that is dropped and has a value
 */
export function checkWithheld(method: StepMethod, wire: object): void {
  for (const [path, value] of leavesOf(wire)) {
    if (value === null || value === undefined) continue;
    const verdict = WITHHELD_FIELDS[method][path];
    if (verdict === undefined) throw new Error(`nobody decided whether ${method} ${path} may leave`);
    if (verdict === 'dropped') throw new Error(`${method} ${path} must not leave`);
  }
}

/** Every value of a step with its path, lists without their indexes. */
export function leavesOf(value: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => leavesOf(item, path));
  if (typeof value !== 'object' || value === null || value instanceof Sealed) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`));
}

function under(parent: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([path, verdict]) => [`${parent}.${path}`, verdict]));
}

function all(verdict: Verdict, paths: readonly string[]): Fields {
  return Object.fromEntries(paths.map((path) => [path, verdict]));
}
