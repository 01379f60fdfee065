/** Rows of the tables of the local software, column by column. Dates are `yyyy-MM-dd` unless said otherwise. */
type Nullable<T> = { [K in keyof T]: T[K] | null };

export interface DonRow extends Nullable<{
  so_don: string;
  loai_don: string;
  ma_cq_nhan: string;
  /** Typed by hand: `yyyy-MM-dd` or `dd/MM/yyyy`. */
  ngay_nhan: string;
  ngay_viet: string;
  ma_nguon: string;
  ma_cq_chuyen: string;
  so_vb_den: string;
  ngay_vb_den: string;
  noi_dung: string;
  co_ban_goc: boolean;
  lan_gui: number;
  nac_danh: string;
  mao_danh: string;
  loai_chu_don: string;
  so_nguoi: string;
  so_dai_dien: number;
  ten_to_chuc: string;
  dia_chi_to_chuc: string;
  do_mat: string;
  pham_vi: string;
  gqt_ma_cq: string;
  gqt_lan: number;
  gqt_ngay: string;
  gqt_loai_qd: string;
  gqt_ket_qua: string;
  ngay_rut: string;
  so_qd_dinh_chi: string;
  rut_mot_phan: boolean;
  ngay_ket_thuc: string;
  sua_luc: string;
}> {
  id: number;
  so_ho_so: string;
  tao_luc: string;
}

interface PersonColumns extends Nullable<{
  ho_ten: string;
  so_giay_to: string;
  ngay_cap: string;
  noi_cap: string;
  gioi_tinh: string;
  ngay_sinh: string;
  dien_thoai: string;
  ma_tinh: string;
  ma_huyen: string;
  ma_xa: string;
  dia_chi: string;
  quoc_tich: string;
  dan_toc: string;
}> {
  id: number;
  don_id: number;
  thu_tu: number;
}

export interface NguoiRow extends PersonColumns {
  /** `CHU_DON` petitioner or representative, `UY_QUYEN` authorised person. */
  vai_tro: string;
  loai_uy_quyen: string | null;
}

export interface BiDonRow extends PersonColumns {
  /** `CN` person, `TC` organisation. */
  loai: string;
  chuc_vu: string | null;
  ten_co_quan: string | null;
}

export interface LinhVucRow {
  don_id: number;
  thu_tu: number;
  ma_linh_vuc: string;
}

export interface BuoiTiepRow {
  don_id: number;
  ngay_tiep: string;
  lanh_dao: string;
  dinh_ky: boolean;
  uy_quyen: boolean;
  lanh_dao_uy_quyen: string | null;
}

export interface XuLyRow {
  don_id: number;
  ngay_xu_ly: string;
  du_dieu_kien: string;
  ly_do: string | null;
  huong_xu_ly: string;
  ma_cq_xu_ly: string;
  ma_cq_tiep: string | null;
  so_van_ban: string | null;
  can_bo: string;
  nguoi_duyet: string;
  tom_tat: string;
  sua_luc: string;
}

export interface ThuLyRow {
  don_id: number;
  /** Instant; the day counts in Việt Nam. */
  ngay_thu_ly: string;
  han_giai_quyet: string;
  ma_cq_thu_ly: string;
  so_quyet_dinh: string;
  nguoi_duyet: string;
  sua_luc: string;
}

export interface XacMinhRow {
  don_id: number;
  so_quyet_dinh: string;
  ngay_quyet_dinh: string;
  don_vi: string;
  han_xac_minh: string;
  ngay_bao_cao: string | null;
}

export interface DoiThoaiRow {
  id: number;
  don_id: number;
  ngay: string;
  dia_diem: string;
  bien_ban: string;
}

export interface Figures {
  thu_hoi_tien: string | null;
  thu_hoi_dat_o: string | null;
  thu_hoi_dat_sx: string | null;
  tra_lai_tien: string | null;
  tra_lai_dat_o: string | null;
  tra_lai_dat_sx: string | null;
}

export interface QuyetDinhRow extends Figures {
  id: number;
  don_id: number;
  lan: number;
  so_quyet_dinh: string;
  ngay_ban_hanh: string;
  ma_cq_ban_hanh: string;
  ket_qua: string;
  hinh_thuc: string;
  quyen_khoi_kien: string;
  tom_tat: string;
  chuyen_dieu_tra: number | null;
  tra_quyen_loi: number | null;
  phat_hanh_chinh: string | null;
}

export interface BiXuLyRow {
  id: number;
  quyet_dinh_id: number;
  don_id: number;
  /** `CN` person, `TC` organisation. */
  loai: string;
  ten: string;
  chuc_vu: string | null;
  hinh_thuc: string;
}

export interface ThiHanhRow extends Figures {
  id: number;
  quyet_dinh_id: number;
  don_id: number;
  ngay: string;
  ma_cq: string;
  nguoi_bi_xu_ly: number | null;
  tap_the_bi_xu_ly: number | null;
  tai_san: string | null;
  tien_phat: string | null;
  da_khoi_to: number | null;
}

export interface TamDinhChiRow {
  id: number;
  don_id: number;
  ngay: string;
  ngay_tiep_tuc: string | null;
  so_quyet_dinh: string;
}

export interface GiaHanRow {
  id: number;
  don_id: number;
  ngay: string;
  han_moi: string;
  so_van_ban: string;
}

export interface TaiLieuRow {
  id: number;
  don_id: number;
  loai: string;
  ten: string;
  ten_tep: string;
  tom_tat: string | null;
  noi_dung: Buffer;
}

/** One petition with everything that hangs on it. */
export interface Petition {
  don: DonRow;
  linh_vuc: LinhVucRow[];
  nguoi: NguoiRow[];
  bi_don: BiDonRow[];
  buoi_tiep: BuoiTiepRow[];
  xu_ly: XuLyRow[];
  thu_ly: ThuLyRow[];
  xac_minh: XacMinhRow[];
  doi_thoai: DoiThoaiRow[];
  quyet_dinh: QuyetDinhRow[];
  bi_xu_ly: BiXuLyRow[];
  thi_hanh: ThiHanhRow[];
  tam_dinh_chi: TamDinhChiRow[];
  gia_han: GiaHanRow[];
  tai_lieu: TaiLieuRow[];
}
