import fc from 'fast-check';
import { identityNumber } from './identity-number';
import { mask, maskUnlessCode } from './mask';
import { personName } from './person-name';
import { phone } from './phone';
import { fold } from './fold';

describe('a person name', () => {
  it.each([
    ['Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Ông Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Ông/Bà: Trần Thị Bình', 'Trần Thị Bình'],
    ['Ông (Bà) Trần Thị Bình', 'Trần Thị Bình'],
    ['ÔNG TRẦN VĂN CƯỜNG', 'TRẦN VĂN CƯỜNG'],
    ['Ông Tùng', 'Ông Tùng'],
    ["H'Hen Niê", "H'Hen Niê"],
    ['Vừ Và Lử', 'Vừ Và Lử'],
    ['Nguyễn Văn An, số 5 Lê Lợi', 'Nguyễn Văn An, số 5 Lê Lợi'],
  ])('%j is one person: %j', (value, text) => {
    expect(personName(value)).toMatchObject({ text, manyPeople: false });
  });

  it.each([
    'Nguyễn Văn An; Trần Thị Bình',
    'Nguyễn Văn An\nTrần Thị Bình',
    'Nguyễn Văn An và vợ',
    'NGUYỄN VĂN AN VÀ TRẦN THỊ BÌNH',
    'Nguyễn Văn An, Trần Thị Bình',
    'Ông Nguyễn Văn An, bà Trần Thị Bình',
    'Nguyễn Văn An / Trần Thị Bình',
    '1. Nguyễn Văn An 2. Trần Thị Bình',
    'Nguyễn Văn An + 12 hộ',
    'Nguyễn Văn An cùng 12 hộ dân',
  ])('%j is several people', (value) => {
    expect(personName(value).manyPeople).toBe(true);
  });

  it('never loses, adds or reorders a word of an untitled name', () => {
    const word = fc.stringMatching(/^[A-ZĐ][a-zđ]{0,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), (words) => {
        fc.pre(!['Anh', 'Ong', 'B'].includes(words[0] ?? ''));
        expect(personName(` ${words.join('  ')} `).text).toBe(words.join(' '));
      }),
    );
  });
});

describe('an identity number', () => {
  it.each([
    ['012345678', '012345678', undefined],
    ['001.095 012345', '001095012345', undefined],
    ['1019501234 5', '010195012345', 'padded'],
    ['12345678', '012345678', 'padded'],
    ['99999012345', '99999012345', 'unusual'],
    ['b1234567', 'B1234567', undefined],
    ['1.09501E+11', '1.09501E+11', 'unusual'],
    ['không có', 'không có', 'unusual'],
    ['', '', undefined],
  ])('%j becomes %j (%s)', (value, text, warning) => {
    const read = identityNumber(value);
    expect(read.text).toBe(text);
    expect(read.warning).toBe(warning);
  });

  it('keeps every digit that was written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,15}$/), (digits) => {
        expect(identityNumber(digits).text.endsWith(digits)).toBe(true);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    ['0912 345 678', '0912345678', undefined],
    ['01661234567', '0361234567', undefined],
    ['0123.456.7890', '0834567890', undefined],
    ['+84 912345678', '0912345678', undefined],
    ['84912345678', '0912345678', undefined],
    ['912345678', '0912345678', 'padded'],
    ['024 3825 1234', '02438251234', undefined],
    ['2147483647', '2147483647', 'unusual'],
    ['0912345678 - 0987654321', '0912345678 - 0987654321', 'unusual'],
  ])('%j becomes %j (%s)', (value, text, warning) => {
    const read = phone(value);
    expect(read.text).toBe(text);
    expect(read.warning).toBe(warning);
  });
});

describe('masking', () => {
  it('shows a local code, but no more than a mask of what is too long for one', () => {
    expect(maskUnlessCode('UBND xã Phước Hòa')).toBe('UBND xã Phước Hòa');
    expect(maskUnlessCode('xem đơn của bà Nguyễn Thị Hồng Vân')).toMatch(/^x•+n$/);
  });

  it.each([
    ['Nguyễn Văn An', 'N•••••••••••n'],
    ['079123456789', '••••••••••••'],
    ['abc', '•••'],
    ['', ''],
  ])('%j shows %j', (value, masked) => {
    expect(mask(value)).toBe(masked);
  });

  it('shows at most two characters, no digit, at most 40 long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
        const masked = mask(value);
        expect(Array.from(masked).length).toBeLessThanOrEqual(40);
        expect(masked).not.toMatch(/\d/);
        expect(Array.from(masked).filter((character) => character !== '•').length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

it('folds case, accents and outer spaces away', () => {
  expect(fold('  Khiếu  NẠI Đất ')).toBe('khieu nai dat');
});
