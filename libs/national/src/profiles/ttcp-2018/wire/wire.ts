import type { AttachmentContent, Sealed } from '@kntc/domain';

/**
 * The contents of the five steps with the key names of the wire (`config/national/ttcp-2018.openapi.yaml`), before the
 * settings give them their last form: `null` = absent text, code, date or object; a missing member = an unknown
 * figure; `Sealed` = file bytes, opened for the body only. Ids of the far side and `GanVuViec` join in the body.
 */
export type Absent = null;
export type WireText = string | Absent;
export type WireFlag = 0 | 1;
export type WireGender = 'male' | 'female' | Absent;

export interface CaNhan {
  readonly HoTen: WireText;
  readonly SoDinhDanhCaNhan: WireText;
  readonly GioiTinh: WireGender;
  readonly NgayCapSoDinhDanh: WireText;
  readonly NoiCapSoDinhDanh: WireText;
  readonly MaTinh: WireText;
  readonly MaHuyen: WireText;
  readonly MaXa: WireText;
  readonly DiaChiChiTiet: WireText;
}

export interface CaNhanKntc extends CaNhan {
  readonly MaQuocTich: WireText;
  readonly MaDanToc: WireText;
}

export interface NguoiKntc {
  readonly LoaiNguoiKNTC: 1 | 2 | 3;
  readonly SoNguoiKNTC: number;
  readonly SoNguoiDaiDien: number;
  readonly TenCoQuanToChuc: WireText;
  readonly DiaChiCoQuanToChuc: WireText;
  readonly DataNguoiKNTC: readonly CaNhanKntc[];
}

export interface NguoiBiKntc extends CaNhanKntc {
  readonly LoaiNguoiBiKNTC: 1 | 2;
  readonly ChucVu: WireText;
  readonly TenCoQuanToChuc: WireText;
  readonly MaTinhCoQuan: WireText;
  readonly MaHuyenCoQuan: WireText;
  readonly MaXaCoQuan: WireText;
  readonly DiaChiChiTietCoQuan: WireText;
}

export interface NguoiUyQuyen extends CaNhan {
  readonly LoaiNguoiUyQuyen: 1 | 2;
}

export interface CoQuanDaGiaiQuyet {
  readonly MaCoQuan: string;
  /** Digits; number or text by the settings. */
  readonly LanGiaiQuyet: string;
  readonly NgayBanHanh: WireText;
  readonly MaLoaiQuyetDinh: WireText;
  readonly KetQuaGiaiQuyet: WireText;
}

export interface PhanLoaiDon {
  readonly MaLoaiDon: string;
  readonly MaLoaiDon1: WireText;
  readonly MaLoaiDon2: WireText;
  readonly MaLoaiDon3: WireText;
}

export interface TepDinhKem {
  readonly TenHoSo: string;
  readonly LoaiHoSo: WireText;
  readonly NoiDungTomTat: WireText;
  readonly TenFileDinhKem: string;
  readonly FileDinhKem: Sealed<AttachmentContent>;
}

export interface CapNhatVuViec {
  readonly VuViec: {
    readonly NgayNhapDon: string;
    readonly LanhDaoTiep: WireText;
    readonly TiepDinhKy: WireFlag;
    readonly UyQuyen: WireFlag;
    readonly LanhDaoUyQuyen: WireText;
  };
  readonly NguonDonDen: {
    readonly MaNguonDonDen: string;
    readonly MaCoQuanChuyenDon: WireText;
    readonly SoVanBanDen: WireText;
    readonly NgayVanBan: WireText;
  };
  readonly NguoiKNTC: NguoiKntc;
  readonly NguoiBiKNTCT: NguoiBiKntc | Absent;
  readonly NguoiUyQuyen: NguoiUyQuyen | Absent;
  readonly CoQuanDaGiaiQuyet: CoQuanDaGiaiQuyet | Absent;
  readonly PhanLoaiDon: readonly PhanLoaiDon[];
  readonly Attachment: readonly TepDinhKem[];
  /** Without the marker line. */
  readonly NoiDungDon: string;
  readonly CoQuanTiepNhan: string;
}

export interface CapNhatKqXuLy {
  readonly NoiDungXuLy: {
    readonly DonNacDanh: WireFlag;
    readonly DonDuDKXuLy: WireFlag;
    readonly TomTatNoiDungXuLy: WireText;
    readonly NgayXuLy: string;
    readonly CanBoXuLy: WireText;
    readonly CanBoDuyetKQXL: WireText;
    readonly HuongXuLy: {
      readonly MaCoQuanXuLy: string;
      readonly MaHuongXuLy: string;
      readonly MaCoQuanXuLyTiep: WireText;
      readonly NoiDungXuLy: WireText;
      readonly FileDinhKem: Absent;
      readonly TenFileDinhKem: Absent;
    };
  };
}

export interface CapNhatGiaiQuyet {
  readonly MaCoQuanThuLy: string;
  readonly NgayThuLy: string;
  readonly FileThuLy: Absent;
  readonly TenFileThuLy: Absent;
  readonly HanGiaiQuyet: string;
  readonly CanBoDuyet: WireText;
}

/** Thu hồi = recovered, trả lại = returned; never one for the other. */
export interface ThuHoiTraLai {
  readonly ThuHoiTien?: number | undefined;
  readonly ThuHoiDatO?: number | undefined;
  readonly ThuHoiDatSX?: number | undefined;
  readonly TraLaiTien?: number | undefined;
  readonly TraLaiDatO?: number | undefined;
  readonly TraLaiDatSX?: number | undefined;
}

export interface BoiThuongThietHai extends ThuHoiTraLai {
  readonly SoNguoiChuyenDieuTra?: number | undefined;
  readonly SoNguoiDuocTraQuyenLoi?: number | undefined;
  readonly XuPhatHanhChinh?: number | undefined;
}

export interface CapNhatKqGiaiQuyet {
  readonly MaCoQuanBanHanh: string;
  readonly NgayBanHanh: string;
  readonly FileBanHanh: Absent;
  readonly TenFileBanHanh: Absent;
  readonly TomTatNoiDungGiaiQuyet: WireText;
  /** Codes of lists 10 and 8; number or text by the settings. */
  readonly LoaiKetQuaGiaiQuyet: string;
  readonly HinhThucGiaiQuyet?: string | undefined;
  readonly QuyenKhoiKien?: WireFlag | undefined;
  readonly BoiThuongThietHai: BoiThuongThietHai | Absent;
  readonly CaNhanBiXuLyHanhChinh: readonly {
    readonly HoTen: string;
    readonly ChucVu: WireText;
    readonly HinhThucXuLy: string;
  }[];
  readonly ToChucBiXuLyHanhChinh: readonly { readonly TenToChuc: string; readonly HinhThucXuLy: string }[];
}

export interface CapNhatThiHanh {
  readonly ThiHanhGiaiQuyet: ThuHoiTraLai & {
    readonly MaCoQuanThiHanh: string;
    readonly NgayCapNhat: string;
    readonly SoNguoiBiXuLy?: number | undefined;
    readonly SoTapTheBiXuLy?: number | undefined;
    readonly TaiSanQuyRaTien?: number | undefined;
    readonly SoTienNopPhat?: number | undefined;
    readonly SoDoiTuongDaKhoiTo?: number | undefined;
  };
}

const CA_NHAN_KEYS = [
  'HoTen',
  'SoDinhDanhCaNhan',
  'GioiTinh',
  'NgayCapSoDinhDanh',
  'NoiCapSoDinhDanh',
  'MaTinh',
  'MaHuyen',
  'MaXa',
  'DiaChiChiTiet',
];

/** Members of the objects that may be absent, for a far side that wants them all as empty texts. */
export const OPTIONAL_OBJECT_KEYS = {
  NguoiUyQuyen: ['LoaiNguoiUyQuyen', ...CA_NHAN_KEYS],
  NguoiBiKNTCT: [
    'LoaiNguoiBiKNTC',
    ...CA_NHAN_KEYS,
    'MaQuocTich',
    'MaDanToc',
    'ChucVu',
    'TenCoQuanToChuc',
    'MaTinhCoQuan',
    'MaHuyenCoQuan',
    'MaXaCoQuan',
    'DiaChiChiTietCoQuan',
  ],
  CoQuanDaGiaiQuyet: ['MaCoQuan', 'LanGiaiQuyet', 'NgayBanHanh', 'MaLoaiQuyetDinh', 'KetQuaGiaiQuyet'],
  BoiThuongThietHai: [
    'ThuHoiTien',
    'ThuHoiDatO',
    'ThuHoiDatSX',
    'TraLaiTien',
    'TraLaiDatO',
    'TraLaiDatSX',
    'SoNguoiChuyenDieuTra',
    'SoNguoiDuocTraQuyenLoi',
    'XuPhatHanhChinh',
  ],
} as const;
