/** Why a row of Biểu số 1 is not taken: what is wrong, what to do. */
export const OFFICE_PROBLEMS = {
  'no-name': ['Thiếu tên đơn vị.', 'Ghi tên đơn vị.'],
  'name-too-long': ['Tên đơn vị dài quá 200 ký tự.', 'Ghi đúng tên theo quyết định thành lập.'],
  'unknown-level': [
    'Không hiểu cấp đơn vị.',
    'Chỉ ghi: Cấp TU, Cấp tỉnh, Cấp huyện (trước 01/07/2025), Cấp xã.',
  ],
  'unknown-bureau': ['Không hiểu cột Là Cục Vụ.', 'Chỉ ghi: Có hoặc Không.'],
  'unknown-kind': ['Không hiểu cột Loại.', 'Chỉ ghi: Đơn vị hoặc Phòng.'],
  'district-ended': [
    'Từ 01/07/2025 không còn cấp huyện.',
    'Ghi Cấp xã hoặc Cấp tỉnh; đơn vị cấp huyện cũ thì ghi tên ở cột Thay cho của đơn vị kế thừa.',
  ],
  'name-doubled': ['Đơn vị này có ở nhiều dòng của biểu.', 'Giữ một dòng, xoá dòng thừa.'],
  'no-superior': ['Phòng phải có đơn vị cấp trên.', 'Ghi tên đơn vị mà phòng này thuộc về.'],
  'superior-unknown': [
    'Không có đơn vị cấp trên này trong biểu hay trong danh sách đang dùng.',
    'Sửa tên cho đúng, hoặc thêm dòng của đơn vị cấp trên vào biểu.',
  ],
  'superior-ambiguous': [
    'Có nhiều phòng cùng tên với đơn vị cấp trên này.',
    'Ghi đơn vị cấp trên là một đơn vị, không phải phòng.',
  ],
  'superior-refused': ['Dòng của đơn vị cấp trên chưa dùng được.', 'Sửa dòng của đơn vị cấp trên trước.'],
  'superior-ended': [
    'Đơn vị cấp trên đã kết thúc, hoặc kết thúc theo chính biểu này.',
    'Ghi đơn vị kế thừa làm đơn vị cấp trên.',
  ],
  'superior-circle': ['Các đơn vị cấp trên đi vòng tròn.', 'Sửa cột Đơn vị cấp trên.'],
  'above-superior': [
    'Cấp của đơn vị cao hơn cấp của đơn vị cấp trên.',
    'Sửa cột Cấp đơn vị hoặc Đơn vị cấp trên.',
  ],
  'former-unknown': [
    'Không có đơn vị nào đang dùng tên ghi ở cột Thay cho.',
    'Sửa tên cũ cho đúng như danh sách đang dùng; nhiều tên cách nhau bằng dấu chấm phẩy.',
  ],
  'former-doubled': [
    'Một đơn vị cũ được ghi ở cột Thay cho của nhiều dòng.',
    'Chỉ một đơn vị kế thừa một đơn vị cũ. Đơn vị bị chia: ghi người kế thừa chính.',
  ],
  'former-stays': [
    'Đơn vị ghi ở cột Thay cho vẫn có dòng riêng trong biểu.',
    'Bỏ dòng riêng đó, hoặc bỏ tên khỏi cột Thay cho.',
  ],
  'before-last-change': [
    'Ngày hiệu lực trước lần thay đổi gần nhất của đơn vị này.',
    'Chọn ngày hiệu lực từ ngày đó trở đi.',
  ],
  'name-of-ended': [
    'Tên này là của một đơn vị đã kết thúc.',
    'Đơn vị lập lại: ghi tên kèm năm hoặc địa bàn để phân biệt với đơn vị cũ.',
  ],
} as const satisfies Readonly<Record<string, readonly [what: string, action: string]>>;
export type OfficeProblem = keyof typeof OFFICE_PROBLEMS;
