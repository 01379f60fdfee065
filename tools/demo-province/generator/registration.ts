import {
  DEPARTMENTS,
  DISTRICT_COMMITTEES,
  OTHER_BODIES,
  PROVINCE_COMMITTEE,
  type LocalAgency,
} from '../data/agencies';
import { KIND_CODES, type Kind } from '../data/local-codes';
import type { Place } from '../data/places';
import type { BuoiTiepRow, DonRow } from '../store/rows';
import { addDays, toVietnamese, yearOf, type Day } from './days';
import type { Petitioners } from './parties';
import { personName } from './people';
import type { Random } from './random';

export function localKey(id: number, received: Day): string {
  return `HS-${yearOf(received)}-${String(id).padStart(5, '0')}`;
}

/** The agency that takes a petition in: the district's committee for most, else a department. */
export function receivingAgency(random: Random, kind: Kind, place: Place): LocalAgency {
  const district = DISTRICT_COMMITTEES[place.districtCode] ?? PROVINCE_COMMITTEE;
  if (random.chance(kind === 'TC' ? 0.45 : 0.62)) return district;
  return random.pick(kind === 'TC' ? DEPARTMENTS.slice(0, 2) : DEPARTMENTS);
}

export interface Registration {
  readonly id: number;
  readonly kind: Kind;
  readonly received: Day;
  readonly agency: LocalAgency;
  readonly petitioners: Petitioners;
  readonly content: string;
}

/** The petition row. Working hours make up its creation time, so that rows stand in the order of their keys. */
export function donRow(random: Random, registration: Registration): DonRow {
  const { id, kind, received, agency, petitioners } = registration;
  const types = { individual: '1', group: '2', organisation: '3' } as const;
  return {
    id,
    so_ho_so: localKey(id, received),
    so_don: `${random.int(1, 900)}/${yearOf(received)}/${agency.code}`,
    loai_don: KIND_CODES[kind],
    ma_cq_nhan: agency.code,
    ngay_nhan: random.chance(0.25) ? toVietnamese(received) : received,
    ngay_viet: random.chance(0.85) ? addDays(received, -random.int(0, 12)) : null,
    ...channel(random, kind, received),
    noi_dung: registration.content,
    co_ban_goc: random.chance(0.5) ? random.chance(0.1) : null,
    lan_gui: random.chance(0.3) ? random.int(1, 3) : null,
    nac_danh: random.pick(['0', '0', '', null]),
    mao_danh: random.pick(['', null]),
    loai_chu_don: types[petitioners.type],
    so_nguoi: String(petitioners.headCount),
    so_dai_dien: petitioners.people.length,
    ten_to_chuc: petitioners.organisation?.name ?? null,
    dia_chi_to_chuc: petitioners.organisation?.address ?? null,
    do_mat: kind !== 'TC' && random.chance(0.02) ? 'HC' : random.pick(['T', null]),
    pham_vi: random.pick(['', null, 'tinh']),
    ...priorResolution(random, kind, received),
    ngay_rut: null,
    so_qd_dinh_chi: null,
    rut_mot_phan: null,
    ngay_ket_thuc: null,
    tao_luc: createdAt(id, received),
    sua_luc: null,
  };
}

/** 08:00 on the day of receipt, Hà Nội time, plus a second per key. */
export function createdAt(id: number, day: Day): string {
  return new Date(Date.parse(`${day}T08:00:00+07:00`) + (id % 30_000) * 1000).toISOString();
}

function channel(
  random: Random,
  kind: Kind,
  received: Day,
): Pick<DonRow, 'ma_nguon' | 'ma_cq_chuyen' | 'so_vb_den' | 'ngay_vb_den'> {
  const direct =
    kind === 'TC' ? ['BD', 'BD', 'TT', 'HT'] : ['BD', 'BD', 'TD', 'TD', 'TT', 'TT', 'HT', 'EM', 'DN', 'CDV'];
  const code = random.chance(0.2) ? random.pick(['CQ', 'CQ', 'CQ', 'DV']) : random.pick(direct);
  const forwarded = code === 'CQ' || code === 'DV';
  const sender = random.pick(
    code === 'DV' ? OTHER_BODIES.filter((body) => ['HDND', 'DDBQH'].includes(body.code)) : OTHER_BODIES,
  );
  return {
    ma_nguon: code,
    ma_cq_chuyen: forwarded ? sender.code : null,
    so_vb_den: forwarded ? `${random.int(20, 2400)}/${random.pick(['PC', 'CV', 'VB'])}-${sender.code}` : null,
    ngay_vb_den: forwarded ? addDays(received, -random.int(1, 9)) : null,
  };
}

function priorResolution(
  random: Random,
  kind: Kind,
  received: Day,
): Pick<DonRow, 'gqt_ma_cq' | 'gqt_lan' | 'gqt_ngay' | 'gqt_loai_qd' | 'gqt_ket_qua'> {
  if (kind !== 'KN' || !random.chance(0.15)) {
    return { gqt_ma_cq: null, gqt_lan: null, gqt_ngay: null, gqt_loai_qd: null, gqt_ket_qua: null };
  }
  return {
    gqt_ma_cq: random.pick(Object.values(DISTRICT_COMMITTEES)).code,
    gqt_lan: 1,
    gqt_ngay: addDays(received, -random.int(25, 200)),
    gqt_loai_qd: 'QD1',
    gqt_ket_qua: random.pick([
      'Bác toàn bộ nội dung khiếu nại',
      'Chấp nhận một phần, giữ nguyên đơn giá bồi thường',
      'Giao phòng chuyên môn kiểm tra lại hiện trạng',
    ]),
  };
}

/** Only who comes to the reception desk is received by a leader. */
export function reception(random: Random, don: DonRow, received: Day): BuoiTiepRow[] {
  if (don.ma_nguon !== 'TD') return [];
  const delegated = random.chance(0.2);
  return [
    {
      don_id: don.id,
      ngay_tiep: received,
      lanh_dao: personName(random).name,
      dinh_ky: random.chance(0.5),
      uy_quyen: delegated,
      lanh_dao_uy_quyen: delegated ? personName(random).name : null,
    },
  ];
}
