/** The commune writes words, not codes. Left: code of the demo province's generator; right: what the clerk typed. */
type Labels = Readonly<Record<string, string>>;

export const COMMUNE_LABEL = 'UBND xã Phước Hòa';
export const DISTRICT_LABEL = 'UBND huyện Tuy Phước';

export const CHANNEL_LABELS: Labels = {
  BD: 'Gửi qua bưu điện',
  TD: 'Tiếp công dân',
  TT: 'Nộp tại một cửa',
  HT: 'Hòm thư góp ý',
  EM: 'Thư điện tử',
  DN: 'Gọi điện thoại',
  CDV: 'Cổng dịch vụ công',
};

export const FIELD_LABELS: Labels = {
  KN: 'Đất đai',
  TC: 'Hành vi công vụ',
  KNPA: 'Kiến nghị chung',
};

export const DIRECTION_LABELS: Labels = {
  DXTL: 'Thụ lý',
  CHUYEN: 'Hướng dẫn',
  HDAN: 'Hướng dẫn',
  TRA: 'Trả đơn',
  LUU: 'Lưu đơn',
  DDOC: 'Đôn đốc',
  KTL: 'Không thụ lý',
};

export const RESULT_LABELS: Labels = {
  'KN-D': 'Khiếu nại đúng',
  'KN-DMP': 'Khiếu nại đúng một phần',
  'KN-S': 'Khiếu nại sai',
  'TC-D': 'Tố cáo đúng',
  'TC-DMP': 'Tố cáo đúng một phần',
  'TC-S': 'Tố cáo sai',
  'TC-CY': 'Tố cáo sai',
  'PA-GQ': 'Đã giải quyết',
  'PA-KCS': 'Không có cơ sở',
};

export const KIND_LABELS: Labels = { KN: 'Khiếu nại', TC: 'Tố cáo', KNPA: 'Kiến nghị, phản ánh' };
