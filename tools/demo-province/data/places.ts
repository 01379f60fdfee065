/** A commune, ward or township of Bình Định with the codes the local software uses (General Statistics Office style). */
export interface Place {
  readonly ward: string;
  readonly wardCode: string;
  readonly district: string;
  readonly districtCode: string;
}

export const PROVINCE_CODE = '52';
export const PROVINCE_NAME = 'Tỉnh Bình Định';

const DISTRICTS: readonly (readonly [code: string, name: string, prefix: string, wards: string])[] = [
  [
    '540',
    'Thành phố Quy Nhơn',
    'Phường',
    'Bùi Thị Xuân|Đống Đa|Ghềnh Ráng|Hải Cảng|Lê Hồng Phong|Lê Lợi|Lý Thường Kiệt|Ngô Mây|Nguyễn Văn Cừ|Nhơn Bình|' +
      'Nhơn Phú|Quang Trung|Thị Nại|Trần Hưng Đạo|Trần Phú|Trần Quang Diệu|Xã Nhơn Châu|Xã Nhơn Hải|Xã Nhơn Hội|' +
      'Xã Nhơn Lý|Xã Phước Mỹ',
  ],
  [
    '542',
    'Huyện An Lão',
    'Xã',
    'Thị trấn An Lão|An Dũng|An Hòa|An Hưng|An Nghĩa|An Quang|An Tân|An Toàn|An Trung|An Vinh',
  ],
  [
    '543',
    'Thị xã Hoài Nhơn',
    'Phường',
    'Bồng Sơn|Hoài Đức|Hoài Hảo|Hoài Hương|Hoài Tân|Hoài Thanh|Hoài Thanh Tây|Hoài Xuân|Tam Quan|Tam Quan Bắc|' +
      'Tam Quan Nam|Xã Hoài Châu|Xã Hoài Châu Bắc|Xã Hoài Hải|Xã Hoài Mỹ|Xã Hoài Phú|Xã Hoài Sơn',
  ],
  [
    '544',
    'Huyện Hoài Ân',
    'Xã',
    'Thị trấn Tăng Bạt Hổ|Ân Đức|Ân Hảo Đông|Ân Hảo Tây|Ân Hữu|Ân Mỹ|Ân Nghĩa|Ân Phong|Ân Sơn|Ân Thạnh|Ân Tín|' +
      'Ân Tường Đông|Ân Tường Tây|Bok Tới|Đak Mang',
  ],
  [
    '545',
    'Huyện Phù Mỹ',
    'Xã',
    'Thị trấn Phù Mỹ|Thị trấn Bình Dương|Mỹ An|Mỹ Cát|Mỹ Chánh|Mỹ Chánh Tây|Mỹ Châu|Mỹ Đức|Mỹ Hiệp|Mỹ Hòa|Mỹ Lộc|' +
      'Mỹ Lợi|Mỹ Phong|Mỹ Quang|Mỹ Tài|Mỹ Thắng|Mỹ Thành|Mỹ Thọ|Mỹ Trinh',
  ],
  [
    '546',
    'Huyện Vĩnh Thạnh',
    'Xã',
    'Thị trấn Vĩnh Thạnh|Vĩnh Hảo|Vĩnh Hiệp|Vĩnh Hòa|Vĩnh Kim|Vĩnh Quang|Vĩnh Sơn|Vĩnh Thịnh|Vĩnh Thuận',
  ],
  [
    '548',
    'Huyện Phù Cát',
    'Xã',
    'Thị trấn Ngô Mây|Thị trấn Cát Tiến|Cát Chánh|Cát Hải|Cát Hanh|Cát Hiệp|Cát Hưng|Cát Khánh|Cát Lâm|Cát Minh|' +
      'Cát Nhơn|Cát Sơn|Cát Tài|Cát Tân|Cát Thắng|Cát Thành|Cát Trinh|Cát Tường',
  ],
  [
    '547',
    'Huyện Tây Sơn',
    'Xã',
    'Thị trấn Phú Phong|Bình Hòa|Bình Nghi|Bình Tân|Bình Thành|Bình Thuận|Bình Tường|Tây An|Tây Bình|Tây Giang|' +
      'Tây Phú|Tây Thuận|Tây Vinh|Tây Xuân|Vĩnh An',
  ],
  [
    '549',
    'Thị xã An Nhơn',
    'Xã',
    'Phường Bình Định|Phường Đập Đá|Phường Nhơn Hòa|Phường Nhơn Hưng|Phường Nhơn Thành|Nhơn An|Nhơn Hạnh|Nhơn Hậu|' +
      'Nhơn Khánh|Nhơn Lộc|Nhơn Mỹ|Nhơn Phong|Nhơn Phúc|Nhơn Tân|Nhơn Thọ',
  ],
  [
    '550',
    'Huyện Tuy Phước',
    'Xã',
    'Thị trấn Tuy Phước|Thị trấn Diêu Trì|Phước An|Phước Hiệp|Phước Hòa|Phước Hưng|Phước Lộc|Phước Nghĩa|' +
      'Phước Quang|Phước Sơn|Phước Thắng|Phước Thành|Phước Thuận',
  ],
  [
    '551',
    'Huyện Vân Canh',
    'Xã',
    'Thị trấn Vân Canh|Canh Hiển|Canh Hiệp|Canh Hòa|Canh Liên|Canh Thuận|Canh Vinh',
  ],
];

const FIRST_WARD_CODE = 21_550;
const WARD_CODE_STEP = 3;

/** All 159 communes, wards and townships before 01/07/2025, in the order of the national list. */
export const PLACES: readonly Place[] = DISTRICTS.flatMap(([districtCode, district, prefix, wards]) =>
  wards.split('|').map((name) => ({
    ward: /^(?:Phường|Xã|Thị trấn) /.test(name) ? name : `${prefix} ${name}`,
    district,
    districtCode,
  })),
).map((place, index) => ({ ...place, wardCode: String(FIRST_WARD_CODE + index * WARD_CODE_STEP) }));

/** Villages, quarters and streets that stand below a commune in an address. */
export const HAMLETS: readonly string[] = [
  'Thuận Nhất',
  'Đại Lễ',
  'Kim Châu',
  'Phú Thứ',
  'Vĩnh Phúc',
  'Tùng Giản',
  'Lộc Thượng',
  'An Thành',
  'Hy Văn',
  'Chánh Thắng',
  'Trung Lương',
  'Xuân Thạnh',
  'Tân Thanh',
  'Gia Lạc',
  'Phổ Trạch',
  'Mỹ Bình',
  'Thế Thạnh',
  'Hội Long',
  'Định Bình',
  'Suối Cát',
  'Hòn Lập',
  'Diêm Tiêu',
  'Vạn Phước Đông',
  'Trường Xuân',
  'Quy Hội',
  'Bình Thái',
];

export const STREETS: readonly string[] = [
  'Trần Cao Vân',
  'Nguyễn Thái Học',
  'Tây Sơn',
  'Hùng Vương',
  'Đào Tấn',
  'Bạch Đằng',
  'Lê Duẩn',
  'Võ Thị Sáu',
  'Mai Xuân Thưởng',
  'Ngô Gia Tự',
  'Hàn Mặc Tử',
  'Nguyễn Nhạc',
  'Đống Đa',
  'Chương Dương',
];
