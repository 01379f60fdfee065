import type { ReadSheet } from '@kntc/domain';

/** Biểu số 1 and Biểu số 2 as people fill them in. */

export const OFFICE_HEADING = [
  'STT',
  'Tên đơn vị',
  'Cấp đơn vị',
  'Đơn vị cấp trên',
  'Là Cục Vụ',
  'Loại',
  'Thay cho',
];
export const USER_HEADING = [
  'STT',
  'Tên người dùng',
  'Đơn vị, Phòng ban',
  'Email',
  'Chức vụ',
  'Nhiệm vụ trên phần mềm',
  'Số điện thoại',
  'Tên đăng nhập',
];

/** A sheet with a heading and rows, as it is read. */
export function aSheet(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): readonly ReadSheet[] {
  return [{ name: 'Biểu', rows: [heading, ...rows].map((cells, at) => ({ number: at + 1, cells })) }];
}

/** A row of an agency of Biểu số 1. */
export function anOfficeRow(
  name: string,
  { superior = '', former = '', level = 'Cấp tỉnh', kind = 'Đơn vị' } = {},
): readonly string[] {
  return ['1', name, level, superior, 'Không', kind, former];
}

/** A row of Biểu số 2. */
export function aUserRow(
  email: string,
  {
    name = 'Trần Thị Lan',
    office = 'Thanh tra tỉnh',
    duties = '1, 2',
    phone = '0912345678',
    login = '',
  } = {},
): readonly string[] {
  return ['1', name, office, email, 'Chuyên viên', duties, phone, login];
}
