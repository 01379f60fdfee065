import fc from 'fast-check';
import { partialDate, toVietnameseDate } from '../case/partial-date';
import { dateFormatProblem, readDate } from './read-date';
import { readArea, readInteger, readMoney } from './read-number';

describe('a date', () => {
  it.each([
    ['09/06/2024', '2024-06-09'],
    ['9/6/2024', '2024-06-09'],
    ['2024-06-09', '2024-06-09'],
    ['09-06-2024', '2024-06-09'],
    ['9.6.2024', '2024-06-09'],
    ['20240609', '2024-06-09'],
    ['ngày 9 tháng 6 năm 2024', '2024-06-09'],
    ['Ngày 09 tháng 06 năm 2024', '2024-06-09'],
    ['9 tháng 6, 2024', '2024-06-09'],
    ['2024', '2024'],
    ['6/2024', '2024-06'],
    ['2024-06-09 08:00:00.123', '2024-06-09'],
    ['2024-06-09T23:30:00', '2024-06-09'],
    ['2024-06-08T23:30:00Z', '2024-06-09'],
    ['2024-06-08 23:30:00+00', '2024-06-09'],
    ['2024-06-09 06:30:00+07', '2024-06-09'],
    ['1970-01-01 00:00:00+08', '1970-01-01'],
    ['1900-01-01 00:00:00+07:06:40', '1900-01-01'],
    ['29/02/2024', '2024-02-29'],
    ['09/06/2024 14:05', '2024-06-09'],
  ])('%j is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    '30/02/2024',
    '29/02/2023',
    '09/06/24',
    '45123',
    '0000-00-00',
    '2024-13-01',
    'hôm qua',
    '',
    'infinity',
    '2024-06-09 25:00',
  ])('%j is refused', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  it('follows the formats of the source file and no other', () => {
    expect(readDate('06/09/2024', ['MM/dd/yyyy'])).toBe('2024-06-09');
    expect(readDate('2024-06-09', ['dd/MM/yyyy'])).toBeUndefined();
    expect(readDate('9/6/2024', ['dd/MM/yyyy'])).toBeUndefined();
    expect(readDate('9/6/24', ['d/M/20yy'])).toBe('2024-06-09');
    expect(readDate('9/6/2024', ['d/M/20yy'])).toBeUndefined();
    expect(readDate('2024/06', ['dd/MM/yyyy', 'yyyy/MM'])).toBe('2024-06');
  });

  it.each(['dd/MM/yy', 'dd/mm/yyyy', 'dd/MM', 'yyyy dd', 'yyyy-MM-dd HH:mm', 'yyyy yyyy'])(
    'refuses the format %j',
    (format) => {
      expect(dateFormatProblem(format)).toBeDefined();
    },
  );

  it('reads back every date it can write', () => {
    const valid = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(valid, (instant) => {
        const date = partialDate(instant.toISOString().slice(0, 10));
        if (date === undefined) throw new Error('not a date');
        expect(readDate(date)).toBe(date);
        expect(readDate(toVietnameseDate(date))).toBe(date);
        expect(readDate(date.replaceAll('-', ''))).toBe(date);
      }),
    );
  });
});

describe('figures', () => {
  it.each([
    ['1.500.000', '1500000'],
    ['1,500,000', '1500000'],
    ['1500000 đ', '1500000'],
    ['1.500.000 đồng', '1500000'],
    ['1.500.000,00', '1500000'],
    ['1500000.00', '1500000'],
    ['1 500 000', '1500000'],
    ['0', '0'],
    ['999999999999999', '999999999999999'],
  ])('%j is %s đồng', (text, amount) => {
    expect(readMoney(text)).toBe(amount);
  });

  it.each(['-1', '1,5 triệu', '1.50', '1.50.000', '1.500,000', '1e6', '', '0x10', '9999999999999999'])(
    '%j is no amount',
    (text) => {
      expect(readMoney(text)).toBeUndefined();
    },
  );

  it.each([
    ['120,5', '120.5'],
    ['120.50 m2', '120.5'],
    ['1.500,5', '1500.5'],
    ['1,500.5', '1500.5'],
    ['1.500.000', '1500000'],
    ['0.500', '0.5'],
    ['1500.00', '1500'],
  ])('%j is %s m²', (text, area) => {
    expect(readArea(text)).toBe(area);
  });

  it.each(['1.500', '120,500', '-5', '1.234.5', '1500.123', 'x'])('%j is no certain area', (text) => {
    expect(readArea(text)).toBeUndefined();
  });

  it.each([
    ['12', 12],
    [' 12.00 ', 12],
    ['-1', undefined],
    ['1.5', undefined],
    ['1.000', undefined],
    ['3 người', undefined],
    ['9999999999', undefined],
  ])('%j counts %s', (text, count) => {
    expect(readInteger(text)).toBe(count);
  });

  it('gives the same amount however the thousands are written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (amount) => {
        const plain = amount.toString();
        const grouped = plain.replace(/\B(?=(?:\d{3})+$)/g, '.');
        expect(readMoney(grouped)).toBe(plain);
        expect(readMoney(grouped.replaceAll('.', ','))).toBe(plain);
      }),
    );
  });
});
