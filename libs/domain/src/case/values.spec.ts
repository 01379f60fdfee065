import fc from 'fast-check';
import { squareMetres, vnd } from './amounts';
import {
  dateInVietnam,
  isAfter,
  isFullDate,
  partialDate,
  startOfDayInVietnam,
  toVietnameseDate,
} from './partial-date';
import type { PartialDate } from './partial-date';

const date = (text: string): PartialDate => {
  const read = partialDate(text);
  if (read === undefined) throw new Error(`not a date: ${text}`);
  return read;
};

describe('a partial date', () => {
  it.each(['2026', '2026-07', '2026-07-01', '2024-02-29', '2000-02-29', '1000', '9999-12-31'])(
    'takes %j as it is',
    (text) => expect(partialDate(text)).toBe(text),
  );

  it.each([
    ['2026-02-29', 'no leap year'],
    ['1900-02-29', 'a century that is none'],
    ['2026-13', 'month 13'],
    ['2026-00-10', 'month 0'],
    ['2026-04-31', 'day 31 of April'],
    ['2026-01-00', 'day 0'],
    ['0999', 'before the year 1000'],
    ['26-07-01', 'two digits of a year'],
    ['2026-7-1', 'single digits'],
    ['2026-07-01T00:00', 'a time'],
    ['2026-07-01\n', 'a line break'],
    ['01/07/2026', 'Vietnamese order'],
    ['', 'nothing'],
  ])('refuses %j: %s', (text) => expect(partialDate(text)).toBeUndefined());

  it('is full only with day, month and year', () => {
    expect(['2026', '2026-07', '2026-07-01'].map((text) => isFullDate(date(text)))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each([
    ['2026-07-02', '2026-07-01', true],
    ['2026-07-01', '2026-07-01', false],
    ['2026-07-01', '2026-07-02', false],
    ['2026', '2026-07-01', false],
    ['2026-07-31', '2026', false],
    ['2027', '2026-12-31', true],
    ['2026-08', '2026-07-31', true],
  ])('%s is certainly after %s: %s', (first, second, after) => {
    expect(isAfter(date(first), date(second))).toBe(after);
  });

  it('never lets two dates be after each other', () => {
    const any = fc
      .tuple(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(4, 7, 10))
      .map(([year, month, length]) => date(`${year}-${String(month).padStart(2, '0')}-15`.slice(0, length)));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(isAfter(a, b) && isAfter(b, a)).toBe(false);
      }),
    );
  });

  it('is the day in Vietnam, seven hours ahead of UTC', () => {
    expect(dateInVietnam(new Date('2026-07-01T16:59:59Z'))).toBe('2026-07-01');
    expect(dateInVietnam(new Date('2026-07-01T17:00:00Z'))).toBe('2026-07-02');
    expect(startOfDayInVietnam(new Date('2026-07-01T17:30:00Z'))).toEqual(new Date('2026-07-01T17:00:00Z'));
    expect(startOfDayInVietnam(new Date('2026-07-01T16:59:59Z'))).toEqual(new Date('2026-06-30T17:00:00Z'));
  });

  it('is written the way people write it', () => {
    expect(['2026-07-01', '2026-07', '2026'].map((text) => toVietnameseDate(date(text)))).toEqual([
      '01/07/2026',
      '07/2026',
      '2026',
    ]);
  });
});

describe('an amount of đồng', () => {
  it.each([
    ['0', '0'],
    ['5000000', '5000000'],
    ['000120', '120'],
    ['000', '0'],
    ['999999999999999', '999999999999999'],
    ['0999999999999999', '999999999999999'],
  ])('%s is %s', (text, value) => expect(vnd(text)).toBe(value));

  it.each(['', '-5', '+5', '1.5', '1,000', '1e6', ' 5', '５', '1000000000000000', 'năm'])(
    'refuses %j',
    (text) => expect(vnd(text)).toBeUndefined(),
  );

  it('keeps every digit of a number that a float would round', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (amount) => {
        expect(vnd(amount.toString())).toBe(amount.toString());
      }),
    );
  });
});

describe('an area', () => {
  it.each([
    ['120', '120'],
    ['120.5', '120.5'],
    ['120.50', '120.5'],
    ['120.00', '120'],
    ['120.5000', '120.5'],
    ['007.05', '7.05'],
    ['0.00', '0'],
    ['9999999999999.99', '9999999999999.99'],
  ])('%s is %s', (text, value) => expect(squareMetres(text)).toBe(value));

  it.each(['', '1.234', '-1', '1.', '.5', '1,5', '1.5.0', 'NaN', '99999999999999'])('refuses %j', (text) =>
    expect(squareMetres(text)).toBeUndefined(),
  );

  it('means the same number as the text it was read from', () => {
    const hundredths = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(hundredths, (n) => {
        const text = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
        expect(Math.round(Number(squareMetres(text)) * 100)).toBe(n);
      }),
    );
  });
});
