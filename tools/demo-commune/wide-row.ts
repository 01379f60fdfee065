import type { Kind } from '../demo-province/data/local-codes';
import { toVietnamese } from '../demo-province/generator/days';
import type {
  BiDonRow,
  NguoiRow,
  Petition,
  QuyetDinhRow,
  ThiHanhRow,
  ThuLyRow,
  XuLyRow,
} from '../demo-province/store/rows';
import * as labels from './labels';

/** A row of one of the three registers: everything about a petition side by side, all of it text. */
export type WideRow = Record<string, string | null>;

/** Puts a generated petition into the shape of the commune's register. */
export function toWideRow(petition: Petition, kind: Kind, key: string): WideRow {
  const { don } = petition;
  return {
    so_ho_so: key,
    loai: word(labels.KIND_LABELS, kind),
    ngay_tiep_nhan: typedDay(don.ngay_nhan),
    nguon: word(labels.CHANNEL_LABELS, don.ma_nguon) ?? 'Gửi qua bưu điện',
    ...petitioner(petition.nguoi[0]),
    so_nguoi: don.so_nguoi,
    linh_vuc: word(labels.FIELD_LABELS, kind),
    noi_dung: don.noi_dung,
    ...accused(petition.bi_don[0]),
    ...handling(petition.xu_ly[0]),
    ...acceptance(petition.thu_ly[0]),
    ...round(petition, 1),
    ...round(petition, 2),
  };
}

/** The commune notes one person, whatever the number of names under the petition. */
function petitioner(person: NguoiRow | undefined): WideRow {
  if (person === undefined) throw new Error('The commune keeps no petition without a person');
  return {
    nguoi_nop: person.ho_ten,
    gioi: person.gioi_tinh === 'NU' ? 'Nữ' : 'Nam',
    nam_sinh: person.ngay_sinh?.slice(-4) ?? null,
    cccd: person.so_giay_to,
    dien_thoai: person.dien_thoai,
    thon: person.dia_chi,
  };
}

function accused(row: BiDonRow | undefined): WideRow {
  if (row === undefined) return { doi_tuong: null, la_ca_nhan: null, chuc_vu: null };
  const person = row.loai === 'CN';
  return {
    doi_tuong: person ? row.ho_ten : row.ten_co_quan,
    la_ca_nhan: person ? 'x' : null,
    chuc_vu: row.chuc_vu,
  };
}

function handling(row: XuLyRow | undefined): WideRow {
  if (row === undefined) {
    return { ngay_xu_ly: null, huong: null, du_dieu_kien: null, can_bo: null, lanh_dao: null, tom_tat: null };
  }
  return {
    ngay_xu_ly: typedDay(row.ngay_xu_ly),
    huong: word(labels.DIRECTION_LABELS, row.huong_xu_ly),
    du_dieu_kien: row.du_dieu_kien === 'co' ? 'Có' : 'Không',
    can_bo: row.can_bo,
    lanh_dao: row.nguoi_duyet,
    tom_tat: row.tom_tat,
  };
}

function acceptance(row: ThuLyRow | undefined): WideRow {
  if (row === undefined) return { ngay_thu_ly: null, han: null };
  return { ngay_thu_ly: typedDay(row.ngay_thu_ly.slice(0, 10)), han: typedDay(row.han_giai_quyet) };
}

/** The second round is decided by the district. */
function round({ quyet_dinh, thi_hanh }: Petition, number: 1 | 2): WideRow {
  const decision = quyet_dinh.find((row) => row.lan === number);
  const enforced = thi_hanh.find((row) => row.quyet_dinh_id === decision?.id);
  return {
    [`so_qd_${number}`]: decision?.so_quyet_dinh ?? null,
    [`ngay_qd_${number}`]: typedDay(decision?.ngay_ban_hanh),
    [`noi_qd_${number}`]: decision && (number === 1 ? labels.COMMUNE_LABEL : labels.DISTRICT_LABEL),
    [`ket_qua_${number}`]: word(labels.RESULT_LABELS, decision?.ket_qua),
    [`tien_tra_${number}`]: typedMoney(decision),
    [`dat_tra_${number}`]: typedArea(decision),
    [`ngay_th_${number}`]: typedDay(enforced?.ngay),
    [`tien_th_${number}`]: typedMoney(enforced),
  } as WideRow;
}

function word(list: Readonly<Record<string, string>>, code: string | null | undefined): string | null {
  return list[code ?? ''] ?? null;
}

/** `dd/MM/yyyy`, from either spelling. */
function typedDay(day: string | null | undefined): string | null {
  if (day === null || day === undefined) return null;
  return day.includes('/') ? day : toVietnamese(day);
}

/** With points between thousands, as people type amounts. */
function typedMoney(row: QuyetDinhRow | ThiHanhRow | undefined): string | null {
  return row?.tra_lai_tien?.replace(/\B(?=(\d{3})+$)/g, '.') ?? null;
}

function typedArea(row: QuyetDinhRow | undefined): string | null {
  return row?.tra_lai_dat_sx?.replace('.', ',') ?? null;
}
