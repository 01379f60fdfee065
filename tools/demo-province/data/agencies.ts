/** Agencies as the local software names them; national codes stand in `config/crosswalks/demo-province.yaml` only. */
export interface LocalAgency {
  readonly code: string;
  readonly name: string;
}

const agency = (code: string, name: string): LocalAgency => ({ code, name });

/** Departments that receive petitions on their own account. */
export const DEPARTMENTS: readonly LocalAgency[] = [
  agency('BTCD', 'Ban Tiếp công dân tỉnh'),
  agency('TTT', 'Thanh tra tỉnh'),
  agency('STNMT', 'Sở Tài nguyên và Môi trường'),
  agency('SXD', 'Sở Xây dựng'),
  agency('SNV', 'Sở Nội vụ'),
  agency('SLDTBXH', 'Sở Lao động - Thương binh và Xã hội'),
  agency('SGDDT', 'Sở Giáo dục và Đào tạo'),
  agency('SYT', 'Sở Y tế'),
  agency('SNNPTNT', 'Sở Nông nghiệp và Phát triển nông thôn'),
  agency('SGTVT', 'Sở Giao thông vận tải'),
];

/** People's committees of districts, by the local code of the district. */
export const DISTRICT_COMMITTEES: Readonly<Record<string, LocalAgency>> = {
  '540': agency('UBND-QN', 'UBND thành phố Quy Nhơn'),
  '542': agency('UBND-AL', 'UBND huyện An Lão'),
  '543': agency('UBND-HN', 'UBND thị xã Hoài Nhơn'),
  '544': agency('UBND-HA', 'UBND huyện Hoài Ân'),
  '545': agency('UBND-PM', 'UBND huyện Phù Mỹ'),
  '546': agency('UBND-VT', 'UBND huyện Vĩnh Thạnh'),
  '547': agency('UBND-TS', 'UBND huyện Tây Sơn'),
  '548': agency('UBND-PC', 'UBND huyện Phù Cát'),
  '549': agency('UBND-AN', 'UBND thị xã An Nhơn'),
  '550': agency('UBND-TP', 'UBND huyện Tuy Phước'),
  '551': agency('UBND-VC', 'UBND huyện Vân Canh'),
};

export const PROVINCE_COMMITTEE = agency('UBND-TINH', 'UBND tỉnh');

/** Bodies that forward petitions to the province or get them from it. */
export const OTHER_BODIES: readonly LocalAgency[] = [
  agency('TTCP', 'Thanh tra Chính phủ'),
  agency('BTCDTW', 'Ban Tiếp công dân Trung ương'),
  agency('VPCP', 'Văn phòng Chính phủ'),
  agency('BDN', 'Ban Dân nguyện'),
  agency('HDND', 'Hội đồng nhân dân tỉnh'),
  agency('DDBQH', 'Đoàn đại biểu Quốc hội tỉnh'),
  agency('MTTQ', 'Ủy ban Mặt trận Tổ quốc tỉnh'),
  agency('UBKTTU', 'Ủy ban Kiểm tra Tỉnh ủy'),
  agency('BNCTU', 'Ban Nội chính Tỉnh ủy'),
  agency('CAT', 'Công an tỉnh'),
];

export const JUDICIAL_BODIES: readonly LocalAgency[] = [
  agency('TANDT', 'Tòa án nhân dân tỉnh'),
  agency('VKSNDT', 'Viện kiểm sát nhân dân tỉnh'),
  agency('CTHADS', 'Cục Thi hành án dân sự tỉnh'),
];

export const RECEIVING_AGENCIES: readonly LocalAgency[] = [
  ...DEPARTMENTS,
  ...Object.values(DISTRICT_COMMITTEES),
];

export const ALL_AGENCIES: readonly LocalAgency[] = [
  ...RECEIVING_AGENCIES,
  PROVINCE_COMMITTEE,
  ...OTHER_BODIES,
  ...JUDICIAL_BODIES,
];
