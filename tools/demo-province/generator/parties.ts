import { DEPARTMENTS, DISTRICT_COMMITTEES } from '../data/agencies';
import type { Kind } from '../data/local-codes';
import { HAMLETS, PROVINCE_CODE, STREETS, type Place } from '../data/places';
import type { BiDonRow, NguoiRow } from '../store/rows';
import { addDays, type Day } from './days';
import { identityPaper, personName, phoneNumber, type Gender } from './people';
import type { Random } from './random';

type PersonColumns = Omit<NguoiRow, 'id' | 'don_id' | 'thu_tu' | 'vai_tro' | 'loai_uy_quyen'>;

export function addressLine(random: Random, place: Place): string {
  const hamlet = random.pick(HAMLETS);
  if (place.ward.startsWith('Xã')) {
    return random.chance(0.4) ? `Xóm ${random.int(1, 9)}, thôn ${hamlet}` : `Thôn ${hamlet}`;
  }
  return random.chance(0.6)
    ? `${random.int(2, 789)} ${random.pick(STREETS)}`
    : `Tổ ${random.int(1, 40)}, khu phố ${hamlet}`;
}

/** A person with papers and address; some columns stay empty, as clerks leave them. */
export function privatePerson(random: Random, place: Place, before: Day): PersonColumns {
  const { name, gender } = personName(random);
  const sometimes = (probability: number, value: string): string | null =>
    random.chance(probability) ? value : null;
  return {
    ho_ten: name,
    ...paperColumns(random, gender, before),
    gioi_tinh: sometimes(0.92, gender),
    dien_thoai: sometimes(0.7, phoneNumber(random)),
    ma_tinh: PROVINCE_CODE,
    // Districts were abolished on 01/07/2025; part of the clerks still fill the old column.
    ma_huyen: sometimes(0.4, place.districtCode),
    ma_xa: place.wardCode,
    dia_chi: addressLine(random, place),
    quoc_tich: sometimes(0.9, 'VNM'),
    dan_toc: ethnicGroup(random, place),
  };
}

type PaperColumns = Pick<PersonColumns, 'so_giay_to' | 'ngay_cap' | 'noi_cap' | 'ngay_sinh'>;

function paperColumns(random: Random, gender: Gender, before: Day): PaperColumns {
  if (!random.chance(0.86)) return { so_giay_to: null, ngay_cap: null, noi_cap: null, ngay_sinh: null };
  const { number, issued, place, birth } = identityPaper(random, gender, before);
  const complete = random.chance(0.8);
  return {
    so_giay_to: number,
    ngay_cap: complete ? issued : null,
    noi_cap: complete ? place : null,
    ngay_sinh: birth,
  };
}

function ethnicGroup(random: Random, place: Place): string | null {
  if (random.chance(0.1)) return null;
  const highland: Record<string, string> = { '542': 'HRE', '546': 'BANA', '551': 'CHAM' };
  const local = highland[place.districtCode];
  return local !== undefined && random.chance(0.5) ? local : 'KINH';
}

export interface Petitioners {
  readonly type: 'individual' | 'group' | 'organisation';
  readonly headCount: number;
  readonly organisation?: { readonly name: string; readonly address: string } | undefined;
  readonly people: readonly PersonColumns[];
}

/** One person mostly; groups with one to five representatives (Luật TCD Đ29); organisations with their head. */
export function petitioners(random: Random, kind: Kind, place: Place, before: Day): Petitioners {
  const roll = random.next();
  if (roll < 0.1) {
    const headCount = random.int(5, 64);
    const representatives = headCount <= 10 ? random.int(1, 2) : random.int(2, 5);
    return { type: 'group', headCount, people: several(random, place, before, representatives) };
  }
  if (kind !== 'TC' && roll < 0.15) {
    const organisation = {
      name: organisationName(random, place),
      address: `${addressLine(random, place)}, ${place.ward}`,
    };
    return { type: 'organisation', headCount: 1, organisation, people: several(random, place, before, 1) };
  }
  return { type: 'individual', headCount: 1, people: several(random, place, before, 1) };
}

function several(random: Random, place: Place, before: Day, count: number): PersonColumns[] {
  return Array.from({ length: count }, () => privatePerson(random, place, before));
}

function organisationName(random: Random, place: Place): string {
  const short = place.ward.replace(/^(Phường|Xã|Thị trấn) /, '');
  return random.pick([
    `Hợp tác xã Nông nghiệp ${short} ${random.int(1, 3)}`,
    `Công ty TNHH Xây dựng và Thương mại ${random.pick(['Hoàng Gia', 'An Thịnh', 'Sông Kôn', 'Thành Danh', 'Vạn Lợi'])}`,
    `Doanh nghiệp tư nhân chế biến gỗ ${random.pick(['Tân Phát', 'Đại Lâm', 'Phú Hiệp'])} ${random.int(2, 9)}`,
    `Chi hội nghề cá ${short}`,
    `Hội Người cao tuổi ${place.ward.toLowerCase()}`,
  ]);
}

const POSITIONS = [
  'Chủ tịch UBND xã',
  'Phó Chủ tịch UBND xã',
  'Công chức địa chính',
  'Trưởng thôn',
  'Kế toán hợp tác xã',
  'Hiệu trưởng',
  'Trạm trưởng trạm y tế',
  'Cán bộ văn hóa - xã hội',
  'Giám đốc ban quản lý dự án',
];

type Accused = Omit<BiDonRow, 'id' | 'don_id' | 'thu_tu'>;

export function accusedPerson(random: Random, place: Place): Accused {
  const { name, gender } = personName(random);
  return {
    loai: 'CN',
    ...NOBODY,
    ho_ten: name,
    gioi_tinh: gender,
    chuc_vu: random.pick(POSITIONS),
    ten_co_quan: committeeOf(place),
    ma_tinh: PROVINCE_CODE,
    ma_xa: random.chance(0.5) ? place.wardCode : null,
  };
}

export function accusedAgency(random: Random, place: Place): Accused {
  const district = DISTRICT_COMMITTEES[place.districtCode]?.name ?? committeeOf(place);
  const roll = random.next();
  const name = roll < 0.5 ? committeeOf(place) : roll < 0.85 ? district : random.pick(DEPARTMENTS).name;
  return {
    loai: 'TC',
    ...NOBODY,
    ten_co_quan: name,
    ma_tinh: PROVINCE_CODE,
    ma_xa: roll < 0.5 ? place.wardCode : null,
    dia_chi: random.chance(0.5) ? `${random.int(1, 250)} ${random.pick(STREETS)}` : null,
  };
}

function committeeOf(place: Place): string {
  return `UBND ${place.ward.slice(0, 1).toLowerCase()}${place.ward.slice(1)}`;
}

const NOBODY = {
  ho_ten: null,
  so_giay_to: null,
  ngay_cap: null,
  noi_cap: null,
  gioi_tinh: null,
  ngay_sinh: null,
  dien_thoai: null,
  ma_tinh: null,
  ma_huyen: null,
  ma_xa: null,
  dia_chi: null,
  quoc_tich: null,
  dan_toc: null,
  chuc_vu: null,
  ten_co_quan: null,
} as const;

/** A lawyer, a legal-aid officer or – without a national code – somebody else. */
export function agent(
  random: Random,
  place: Place,
  before: Day,
): Pick<NguoiRow, 'loai_uy_quyen'> & PersonColumns {
  const person = privatePerson(random, place, addDays(before, -30));
  return { ...person, loai_uy_quyen: random.pick(['LS', 'LS', 'TGPL', 'KHAC']) };
}
