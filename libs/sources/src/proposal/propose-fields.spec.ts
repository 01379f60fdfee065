import { factsOf, kindsIn } from './column-facts';
import { fitOfName, COLUMN_WORDS, wordsOfName } from './column-words';
import { proposeFields } from './propose-fields';

const DATES = ['01/03/2026', '15/03/2026', '2026-04-01'];
const PEOPLE = ['Nguyễn Văn An', 'TRẦN THỊ BÌNH', 'Lê Hữu Cường'];
const IDS = ['052160123456', '210123456', '052 060 123 456'];

function proposedFor(name: string, values: readonly (string | undefined)[]): readonly (readonly string[])[] {
  return proposeFields([factsOf(name, values)]).map(({ path, by }) => [path, by]);
}

it.each([
  ['NgayNhapDon', 'ngay nhap don'],
  ['ngay_nhap_don', 'ngay nhap don'],
  ['Ngày nhập đơn', 'ngay nhap don'],
  ['CanBoXL', 'can bo xu ly'],
  ['SoCCCD', 'so cccd'],
])('the name %s reads as the words «%s»', (name, words) => {
  expect(wordsOfName(name)).toBe(words);
});

it.each([
  ['Ngày tiếp nhận', DATES, 'receivedDate'],
  ['ngaynhan', DATES, 'receivedDate'],
  ['NGAY_NHAN_DON', DATES, 'receivedDate'],
  ['Họ và tên', PEOPLE, 'petitioners.fullName'],
  ['nguoi_gui', PEOPLE, 'petitioners.fullName'],
  ['Số CMND/CCCD', IDS, 'petitioners.idNumber'],
  ['ĐT', ['0912345678', '0987654321'], 'petitioners.phone'],
  ['LV', ['Đất đai', 'Đất đai', 'Môi trường'], 'classification.code'],
  ['Hướng XL', ['Thụ lý', 'Trả đơn'], 'handling.direction'],
  ['trich_yeu', ['Đề nghị xem xét lại ranh giới đất với hộ liền kề'], 'content'],
  ['loai_don', ['Khiếu nại', 'KN', 'Tố cáo'], 'kind'],
])('a column «%s» with such values is proposed for its field', (name, values, path) => {
  expect(proposedFor(name, values)).toEqual([[path, 'name-and-values']]);
});

it.each([
  ['a date of receiving without dates', 'ngay_nhan', ['Nguyễn Văn An', 'chưa rõ']],
  ['a name of a person who received', 'nguoi_nhan', ['Lê Thị Hoa']],
  ['a kind without kinds', 'loai', ['A', 'B']],
  [
    'a code with a different text in every row',
    'linh_vuc',
    Array.from({ length: 200 }, (_, at) => `việc ${at}`),
  ],
])('%s is no proposal', (_why, name, values) => {
  expect(proposedFor(name, values)).toEqual([]);
});

it.each([
  ['cot_7', IDS, 'petitioners.idNumber'],
  ['x1', ['0912345678', '+84 987 654 321'], 'petitioners.phone'],
  ['f3', ['Khiếu nại', 'Tố cáo', 'KN'], 'kind'],
])('a column whose name says nothing is proposed by its values', (name, values, path) => {
  expect(proposedFor(name, values)).toEqual([[path, 'values']]);
});

it('each column and each field is proposed once, the surest first', () => {
  const proposed = proposeFields([
    factsOf('ngay', DATES),
    factsOf('ngay_tiep_nhan', DATES),
    factsOf('ngay_nhan_don', DATES),
  ]);
  expect(proposed.map(({ path, facts }) => [path, facts.name])).toEqual([['receivedDate', 'ngay_tiep_nhan']]);
});

it('months before days are seen when the usual order cannot read the dates', () => {
  expect(factsOf('ngay_nhan', ['12/31/2025', '03/25/2026', '01/02/2026']).dateFormat).toBe('M/d/yyyy');
  expect(factsOf('ngay_nhan', DATES).dateFormat).toBeUndefined();
});

it.each([
  ['Đơn khiếu nại', ['KN']],
  ['TC', ['TC']],
  ['Kiến nghị, phản ánh', ['KNPA']],
  ['PAKN', ['KNPA']],
  ['KN-TC', ['KN', 'TC']],
  ['Khác', []],
])('«%s» speaks of %j', (text, kinds) => {
  expect(kindsIn(text)).toEqual(kinds);
});

it('facts of a column hold counts and no value of it', () => {
  const facts = JSON.stringify(factsOf('ho_ten', [...PEOPLE, ...IDS, undefined]));
  for (const value of [...PEOPLE, ...IDS]) expect(facts).not.toContain(value);
});

it('every word is a habit of one field only, so that no field steals the column of another', () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const [path, habits] of Object.entries(COLUMN_WORDS)) {
    for (const habit of habits) {
      const owner = seen.get(habit);
      if (owner !== undefined) twice.push(`${habit}: ${owner}, ${path}`);
      seen.set(habit, path);
      expect(fitOfName(habit, habits)).toBe(1);
    }
  }
  expect(twice).toEqual([]);
});
