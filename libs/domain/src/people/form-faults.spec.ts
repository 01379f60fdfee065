import { neutral, withoutNeutral } from '../text/formula-like';
import { formFault } from './form-faults';

const sheet = (...rows: readonly (readonly string[])[]) => [
  { name: 'x', rows: rows.map((cells, index) => ({ number: index + 1, cells })) },
];
const ONE = ['STT', 'Tên đơn vị', 'Cấp đơn vị', 'Đơn vị cấp trên', 'Là Cục Vụ', 'Loại'];
const TWO = [
  'STT',
  'Tên người dùng',
  'Đơn vị, Phòng ban',
  'Email',
  'Chức vụ',
  'Nhiệm vụ trên phần mềm',
  'Số điện thoại',
];

describe('a workbook that is not the form', () => {
  it('is told apart: the other form, no form, an empty one, too long a one', () => {
    expect(formFault(sheet(TWO), 'offices')?.[0]).toBe('Đây là Biểu số 2, không phải Biểu số 1.');
    expect(formFault(sheet(ONE), 'users')?.[0]).toBe('Đây là Biểu số 1, không phải Biểu số 2.');
    expect(formFault(sheet(['Họ', 'Tên']), 'users')?.[0]).toMatch(/^Không tìm thấy bảng/);
    expect(formFault(sheet(ONE), 'offices')?.[0]).toMatch(/không có dòng nào/);
    const rows = Array.from({ length: 5_001 }, (_zero, at) => [`${at}`, `Sở ${at}`]);
    expect(formFault(sheet(ONE, ...rows), 'offices')?.[0]).toMatch(/quá 5000 dòng/);
    expect(formFault(sheet(ONE, ['1', 'Sở A']), 'offices')).toBeUndefined();
  });
});

describe('texts like formulas', () => {
  it.each(['=1+1', '+84912345678', '-x', '@a', ' =x', '＝1', 'bình thường', "'trích"])(
    'come back as they were: %j',
    (text) => {
      expect(withoutNeutral(neutral(text))).toBe(text);
    },
  );

  it('lose the quote that a spreadsheet program was given', () => {
    expect(withoutNeutral("'=đã có")).toBe('=đã có');
  });
});
