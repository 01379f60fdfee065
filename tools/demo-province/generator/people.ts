import { addDays, toVietnamese, type Day } from './days';
import type { Random } from './random';

export type Gender = 'NAM' | 'NU';

const FAMILY_NAMES =
  'Nguyễn|Nguyễn|Nguyễn|Trần|Trần|Lê|Lê|Phạm|Huỳnh|Võ|Phan|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Trương|Đinh|Đoàn|Lâm|Mai|Tô|Cao|' +
  'Châu|Hà|Tạ|Lý|Thái|Từ|Văn|Diệp|La|Kiều|Quách|Lương|Trịnh|Tôn Thất|Bá|Mang|Tăng|Tống';
const MIDDLE_MALE =
  'Văn|Văn|Đức|Hữu|Quang|Minh|Xuân|Công|Đình|Ngọc|Thanh|Bá|Tấn|Trọng|Hoàng|Quốc|Thế|Kim|Viết|Chí|Gia|Anh';
const MIDDLE_FEMALE =
  'Thị|Thị|Thị|Thị Thu|Thị Kim|Thị Ngọc|Thị Mỹ|Thanh|Thị Bích|Thị Hồng|Thị Thanh|Ngọc|Thị Tuyết|Thị Như|Thuỳ|Thị Diễm';
const GIVEN_MALE =
  'Hùng|Dũng|Thắng|Sơn|Hải|Long|Tuấn|Bình|Cường|Khánh|Phúc|Lộc|Thiệp|Ngân|Mạnh|Toàn|Hòa|Tài|Đạt|Nghĩa|Trí|Phong|Vinh|' +
  'Tâm|Lợi|Thành|Đông|Kỳ|Tín|Lực|Trung|Thuận|Sáu|Bảy|Mười|Chín|Nhơn|Hiệp|Quý|Luận|Sanh|Diện|Ẩn|Chương|Khoa|Phương|Ban';
const GIVEN_FEMALE =
  'Lan|Hoa|Hương|Mai|Hạnh|Nga|Thủy|Yến|Oanh|Loan|Nhung|Thoa|Liên|Hiền|Cúc|Đào|Sen|Phụng|Thu|Xuân|Bông|Lài|Nguyệt|Hường|' +
  'Tuyết|Thảo|Trinh|Vy|Diệu|Ánh|Ngà|Hồng|Gái|Lệ|Vân|Hà|Kiều|Bưởi|Chanh|Duyên|Lựu|Nhạn|Quyên|Sương|Ty|Út';

const split = (text: string): readonly string[] => text.split('|');
const NAMES = {
  family: split(FAMILY_NAMES),
  middle: { NAM: split(MIDDLE_MALE), NU: split(MIDDLE_FEMALE) },
  given: { NAM: split(GIVEN_MALE), NU: split(GIVEN_FEMALE) },
};

export interface NamedPerson {
  readonly name: string;
  readonly gender: Gender;
}

export function personName(random: Random, wanted?: Gender): NamedPerson {
  const gender: Gender = wanted ?? (random.chance(0.42) ? 'NU' : 'NAM');
  const given = random.pick(NAMES.given[gender]);
  const second = random.chance(0.25) ? ` ${random.pick(NAMES.given[gender])}` : '';
  const middle = random.pick(NAMES.middle[gender]);
  return {
    name: `${random.pick(NAMES.family)} ${middle}${second === ` ${given}` ? '' : second} ${given}`,
    gender,
  };
}

export interface IdentityPaper {
  readonly number: string;
  readonly issued: Day;
  readonly place: string;
  /** `dd/MM/yyyy` or only the year, as older clerks typed it. */
  readonly birth: string;
}

/** An identity card (căn cước) whose number agrees with sex and year of birth; a minority hold an old nine-digit card. */
export function identityPaper(random: Random, gender: Gender, before: Day): IdentityPaper {
  const year = random.int(1944, 2001);
  const birth = random.chance(0.35)
    ? String(year)
    : toVietnamese(addDays(`${year}-01-01`, random.int(0, 364)));
  if (random.chance(0.12)) {
    const issued = addDays('2007-03-01', random.int(0, 2400));
    return { number: `21${random.digits(7)}`, issued, place: 'Công an tỉnh Bình Định', birth };
  }
  const sex = (year < 2000 ? 0 : 2) + (gender === 'NU' ? 1 : 0);
  const province = random.chance(0.9) ? '052' : random.pick(['051', '054', '064', '001', '079']);
  const issued = addDays(before, -random.int(60, 1700));
  const number = `${province}${sex}${String(year).slice(2)}${random.digits(6)}`;
  return { number, issued, place: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội', birth };
}

const PREFIXES = ['090', '091', '093', '096', '097', '098', '035', '038', '070', '079', '081', '086', '039'];

export function phoneNumber(random: Random): string {
  return `${random.pick(PREFIXES)}${random.digits(7)}`;
}
