import type { Address, Agent, Person, Respondent } from '@kntc/domain';
import type { CaNhan, CaNhanKntc, NguoiBiKntc, NguoiUyQuyen } from './wire/wire';
import { date, text } from './wire/wire-values';

const NOBODY: CaNhanKntc = {
  HoTen: null,
  SoDinhDanhCaNhan: null,
  GioiTinh: null,
  NgayCapSoDinhDanh: null,
  NoiCapSoDinhDanh: null,
  MaTinh: null,
  MaHuyen: null,
  MaXa: null,
  DiaChiChiTiet: null,
  MaQuocTich: null,
  MaDanToc: null,
};

/** Somebody of whom only a fixed text and, at most, the province may or can be said. */
export function toNamelessPerson(name: string, provinceCode: string | undefined): CaNhanKntc {
  return { ...NOBODY, HoTen: name, MaTinh: text(provinceCode) };
}

export function toPerson(person: Person): CaNhanKntc {
  return {
    ...toPlainPerson(person),
    MaQuocTich: text(person.nationalityCode),
    MaDanToc: text(person.ethnicityCode),
  };
}

/** The wire has no place for birth dates and phone numbers. */
function toPlainPerson(person: Person): CaNhan {
  return {
    HoTen: text(person.fullName),
    SoDinhDanhCaNhan: text(person.idNumber),
    GioiTinh: person.gender ?? null,
    NgayCapSoDinhDanh: date(person.idIssuedDate),
    NoiCapSoDinhDanh: text(person.idIssuedPlace),
    ...toAddress(person.address),
  };
}

function toAddress(address: Address): Pick<CaNhan, 'MaTinh' | 'MaHuyen' | 'MaXa' | 'DiaChiChiTiet'> {
  return {
    MaTinh: text(address.provinceCode),
    MaHuyen: text(address.districtCode),
    MaXa: text(address.wardCode),
    DiaChiChiTiet: text(address.detail),
  };
}

/**
 * The first respondent: the wire has room for one. The others stay local, nothing of them is put into other fields;
 * so does the workplace of a person (BT records it and sends none).
 */
export function toRespondent(respondent: Respondent | undefined): NguoiBiKntc | null {
  if (respondent === undefined) return null;
  const nothing = {
    ...NOBODY,
    ChucVu: null,
    TenCoQuanToChuc: null,
    MaTinhCoQuan: null,
    MaHuyenCoQuan: null,
    MaXaCoQuan: null,
    DiaChiChiTietCoQuan: null,
  };
  if (respondent.type === 'person')
    return {
      LoaiNguoiBiKNTC: 1,
      ...nothing,
      ...toPerson(respondent.person),
      ChucVu: text(respondent.position),
    };
  const { MaTinh, MaHuyen, MaXa, DiaChiChiTiet } = toAddress(respondent.address);
  return {
    LoaiNguoiBiKNTC: 2,
    ...nothing,
    TenCoQuanToChuc: text(respondent.name),
    MaTinhCoQuan: MaTinh,
    MaHuyenCoQuan: MaHuyen,
    MaXaCoQuan: MaXa,
    DiaChiChiTietCoQuan: DiaChiChiTiet,
  };
}

/** Lawyer or legal aid (BT labels). `other` has no national code and is not sent; nobody is ever made up (PT did). */
export function toAgent(agent: Agent | undefined): NguoiUyQuyen | null {
  if (agent === undefined || agent.type === 'other') return null;
  return { LoaiNguoiUyQuyen: agent.type === 'lawyer' ? 1 : 2, ...toPlainPerson(agent.person) };
}
