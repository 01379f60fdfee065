import { cleanIdentityNumber, cleanText, wireDay } from './clean-text';
import type { Accused, LocalCase, LocalPerson } from './local-case';

type Translate = (list: number, local: string) => string;

export const WITHHELD_NAME = 'Người tố cáo – giữ bí mật';
const ANONYMOUS_NAME = 'Đơn nặc danh';
const GENDERS = { male: '1', female: '2', '': '' } as const;

/** Whoever denounces shows as one nameless person with the province only; the head count stays true. */
export function petitionersOf(local: LocalCase, to: Translate): unknown {
  const counts = {
    LoaiNguoiKNTC: local.petitionerType,
    SoNguoiKNTC: cleanText(local.headCount),
    SoNguoiDaiDien: local.representatives,
  };
  const [first] = local.people;
  if (local.kind === 'TC') {
    return { ...counts, DataNguoiKNTC: [{ HoTen: WITHHELD_NAME, MaTinh: to(1, first?.province ?? '') }] };
  }
  return {
    ...counts,
    TenCoQuanToChuc: cleanText(local.organisation.name),
    DiaChiCoQuanToChuc: cleanText(local.organisation.address),
    DataNguoiKNTC:
      local.anonymous && local.people.length === 0
        ? [{ HoTen: ANONYMOUS_NAME }]
        : local.people.map((person) => ({ ...personOf(person, to), ...originOf(person, to) })),
  };
}

function personOf(person: LocalPerson, to: Translate): Record<string, string> {
  return {
    HoTen: cleanText(person.name),
    SoDinhDanhCaNhan: cleanIdentityNumber(person.idNumber),
    GioiTinh: GENDERS[person.gender],
    NgayCapSoDinhDanh: wireDay(person.idDay),
    NoiCapSoDinhDanh: cleanText(person.idPlace),
    MaTinh: to(1, person.province),
    MaHuyen: to(1, person.district),
    MaXa: to(1, person.ward),
    DiaChiChiTiet: cleanText(person.address),
  };
}

function originOf(person: LocalPerson, to: Translate): Record<string, string> {
  return { MaQuocTich: to(3, person.nationality), MaDanToc: to(4, person.ethnicity) };
}

/** The wire has room for the first accused only, and none for the workplace of a person. */
export function accusedOf(accused: Accused | undefined, to: Translate): unknown {
  if (accused === undefined) return undefined;
  if (accused.type === 1) {
    return {
      LoaiNguoiBiKNTC: 1,
      ...personOf(accused, to),
      ...originOf(accused, to),
      ChucVu: cleanText(accused.position),
    };
  }
  return {
    LoaiNguoiBiKNTC: 2,
    TenCoQuanToChuc: cleanText(accused.organisation),
    MaTinhCoQuan: to(1, accused.province),
    MaHuyenCoQuan: to(1, accused.district),
    MaXaCoQuan: to(1, accused.ward),
    DiaChiChiTietCoQuan: cleanText(accused.address),
  };
}

/** Lawyers and legal-aid officers; anybody else has no national code and is not sent. */
export function agentOf(agent: LocalCase['agent'], to: Translate): unknown {
  if (agent === undefined || agent.type === 'other') return undefined;
  return { LoaiNguoiUyQuyen: agent.type === 'lawyer' ? 1 : 2, ...personOf(agent, to) };
}
