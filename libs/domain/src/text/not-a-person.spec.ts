import { isNotAPerson } from './not-a-person';

describe('a name field', () => {
  it.each([
    'Nặc danh',
    'NẶC DANH',
    '(Nặc danh)',
    'Đơn nặc danh',
    'Công dân nặc danh',
    'Nặc danh, không địa chỉ',
    'Không ghi tên',
    'Không ghi họ tên, địa chỉ',
    'Khuyết danh',
    'Ẩn danh',
    'Giấu tên',
    'Không rõ',
    'Không rõ họ tên',
    'Không  rõ - tên',
    'nac danh',
    'Khong ghi ten',
  ])('%j names nobody', (name) => {
    expect(isNotAPerson(name)).toBe(true);
  });

  it.each([
    'Công ty TNHH Xây dựng An Thịnh',
    'CÔNG TY CỔ PHẦN SÔNG KÔN',
    'Cty TNHH Hoàng Gia',
    'UBND xã Phước Hòa',
    'Ủy ban nhân dân huyện Tuy Phước',
    'Uỷ ban nhân dân xã',
    'Hợp tác xã Nông nghiệp Nhơn Hậu 1',
    'HTX Nhơn Hậu',
    'Doanh nghiệp tư nhân Tân Phát',
    'Tập thể công dân thôn Đông',
    'Đại diện tập thể các hộ dân',
    'Trường Tiểu học số 1',
    'Trường THPT Quang Trung',
    'Chi nhánh Ngân hàng Nông nghiệp',
    'Ban quản lý dự án huyện',
    'Hội Nông dân xã',
    'Hội Người cao tuổi phường 5',
    'CONG TY TNHH AN THINH',
    'Truong THCS Nhon Hau',
    'Co\u0302ng ty TNHH An Thịnh',
  ])('%j names an organisation or a crowd', (name) => {
    expect(isNotAPerson(name)).toBe(true);
  });

  it.each([
    'Nguyễn Văn An',
    'Trường Văn A',
    'Trương Tiểu Học',
    'Truong Cao Dang',
    'Trường Thị Thu',
    'Hội Văn Bình',
    'Hội',
    'Hồi Nông Dân',
    'An Danh',
    'Danh Nặc',
    'Vo Danh',
    'Võ Danh',
    'Khổng Rõ',
    'Khong Ro',
    'Khổng Tên',
    'Công Tý',
    'Công Tằng Tôn Nữ Hạnh',
    'Công An Bình',
    'Ban Văn Quản',
    'Tập Văn Thể',
    'Doanh Thị Nghiệp',
    'Chi Thị Nhánh',
    'Văn Phòng',
    'Trung Tâm',
    'Đoàn Thanh Niệm',
    'Ngân Hạnh',
    'Nguyễn Văn An - Giám đốc Công ty An Thịnh',
    'Nguyễn Công Ty',
    "H'Hen Niê",
    'Người Thị Đơn',
    'Đơn Văn Nặc',
    '',
  ])('%j may be a person', (name) => {
    expect(isNotAPerson(name)).toBe(false);
  });
});
