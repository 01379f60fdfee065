/**
 * The request bodies as the far side reads them, after the schema check. Written from the OpenAPI file of the
 * interface, on purpose without any type of the gateway: both sides must be able to be wrong independently.
 */
export type Text = string | null | undefined;

export interface Person {
  readonly HoTen?: Text;
  readonly SoDinhDanhCaNhan?: Text;
  readonly GioiTinh?: number | string;
  readonly NgayCapSoDinhDanh?: Text;
  readonly MaTinh?: Text;
  readonly MaHuyen?: Text;
  readonly MaXa?: Text;
  readonly DiaChiChiTiet?: Text;
  readonly MaQuocTich?: Text;
  readonly MaDanToc?: Text;
}

export interface Accused extends Person {
  readonly LoaiNguoiBiKNTC?: number;
  readonly TenCoQuanToChuc?: Text;
  readonly MaTinhCoQuan?: Text;
  readonly MaHuyenCoQuan?: Text;
  readonly MaXaCoQuan?: Text;
}

export interface Agent extends Person {
  readonly LoaiNguoiUyQuyen?: number;
}

export interface PriorAgency {
  readonly MaCoQuan?: Text;
  readonly LanGiaiQuyet?: number | string;
  readonly NgayBanHanh?: Text;
  readonly MaLoaiQuyetDinh?: Text;
}

export interface CaseType {
  readonly MaLoaiDon: string;
  readonly MaLoaiDon1?: Text;
  readonly MaLoaiDon2?: Text;
  readonly MaLoaiDon3?: Text;
}

export interface EnclosedFile {
  readonly TenHoSo?: Text;
  readonly LoaiHoSo?: Text;
  readonly TenFileDinhKem?: Text;
  readonly FileDinhKem?: Text;
}

export interface Complainants {
  readonly LoaiNguoiKNTC: number;
  readonly SoNguoiKNTC: number;
  readonly SoNguoiDaiDien: number;
  readonly TenCoQuanToChuc?: Text;
  readonly DiaChiCoQuanToChuc?: Text;
  readonly DataNguoiKNTC: readonly Person[];
}

export interface CaseHeader {
  readonly Id: string;
  readonly NgayNhapDon: string;
  readonly GanVuViec: number | string;
  readonly UyQuyen?: number;
  readonly LanhDaoUyQuyen?: Text;
}

export interface PetitionSource {
  readonly MaNguonDonDen: string;
  readonly MaCoQuanChuyenDon?: Text;
  readonly NgayVanBan?: Text;
}

export interface CaseRequest {
  readonly VuViec: CaseHeader;
  readonly NguonDonDen: PetitionSource;
  readonly NguoiKNTC: Complainants;
  readonly NguoiBiKNTCT?: Accused;
  readonly NguoiBiKNTC?: Accused;
  readonly NguoiUyQuyen: Agent;
  readonly CoQuanDaGiaiQuyet: PriorAgency;
  readonly PhanLoaiDon: readonly CaseType[];
  readonly Attachment: readonly EnclosedFile[];
  readonly NoiDungDon: string;
  readonly CoQuanTiepNhan: string;
}

export interface ProcessingRequest {
  readonly Id: string;
  readonly NoiDungXuLy: {
    readonly NgayXuLy: string;
    readonly HuongXuLy: {
      readonly MaCoQuanXuLy: string;
      readonly MaHuongXuLy: string;
      readonly MaCoQuanXuLyTiep?: Text;
      readonly FileDinhKem?: Text;
      readonly TenFileDinhKem?: Text;
    };
  };
}

export interface AcceptanceRequest {
  readonly Id: string;
  readonly MaCoQuanThuLy: string;
  readonly NgayThuLy: string;
  readonly HanGiaiQuyet: string;
  readonly FileThuLy?: Text;
  readonly TenFileThuLy?: Text;
}

export interface DecisionRequest {
  readonly Id: string;
  readonly MaCoQuanBanHanh: string;
  readonly NgayBanHanh: string;
  readonly LoaiKetQuaGiaiQuyet: number;
  readonly HinhThucGiaiQuyet?: number;
  readonly FileBanHanh?: Text;
  readonly TenFileBanHanh?: Text;
  readonly BoiThuongThietHai?: Readonly<Record<string, number>>;
}

export interface EnforcementRequest {
  readonly Id: string;
  readonly IdKetQua: string;
  readonly ThiHanhId: string;
  readonly ThiHanhGiaiQuyet: {
    readonly MaCoQuanThiHanh?: string;
    readonly NgayCapNhat?: string;
  } & Readonly<Record<string, string | number>>;
}

export interface CatalogueRequest {
  readonly LoaiDanhMuc: number | string;
  readonly MaTinh: number | string;
  readonly MaBoNganh: string;
  readonly MaLoaiKhieuTo: string;
}

export interface LookupRequest {
  readonly MaVuViec: string;
  readonly TenNguoiKhieuNai: string;
  readonly MaTinh: string;
  readonly MaHuyen: string;
  readonly MaXa: string;
  readonly SoDinhDanhCaNhan: string;
  readonly NoiDung: string;
}

/** One update body with its method, so that a switch on the method narrows the body. */
export type UpdateRequest =
  | { readonly method: 'CapNhatVuViec'; readonly body: CaseRequest }
  | { readonly method: 'CapNhatKQXuLy'; readonly body: ProcessingRequest }
  | { readonly method: 'CapNhatGiaiQuyet'; readonly body: AcceptanceRequest }
  | { readonly method: 'CapNhatKQGiaiQuyet'; readonly body: DecisionRequest }
  | { readonly method: 'CapNhatThiHanh'; readonly body: EnforcementRequest };
