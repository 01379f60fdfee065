import fc from 'fast-check';
import { identityNumber } from './identity-number';
import { mask, maskUnlessCode } from './mask';
import { partyName, personName } from './person-name';
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
    ['Y Bhăm-Êban', 'Y Bhăm-Êban'],
    ['Lò Văn Chung-A', 'Lò Văn Chung-A'],
    ['Nguyễn Phước Bảo-An', 'Nguyễn Phước Bảo-An'],
    ["K'Brơi", "K'Brơi"],
    ['Ng. Văn An', 'Ng. Văn An'],
    ['N.T.H. Lan', 'N.T.H. Lan'],
    ['TS. Nguyễn Văn An', 'TS. Nguyễn Văn An'],
    ['Nguyễn T. An', 'Nguyễn T. An'],
    ['Nguyễn  Văn An', 'Nguyễn Văn An'],
    ['Nguyễn Thị  Hồ Lan', 'Nguyễn Thị Hồ Lan'],
    ['nguyễn văn an', 'nguyễn văn an'],
    ['Nguyễn thị Lan', 'Nguyễn thị Lan'],
    ['nguyễn thị lan anh', 'nguyễn thị lan anh'],
    ['Lê Thị tư', 'Lê Thị tư'],
    ['Trần Văn Với', 'Trần Văn Với'],
    ['TRẦN VĂN HỘ', 'TRẦN VĂN HỘ'],
    ['Giàng A Cùng', 'Giàng A Cùng'],
    ['Lê Thị Xuân Phường', 'Lê Thị Xuân Phường'],
    ['Hoàng Lê Vũ Trần', 'Hoàng Lê Vũ Trần'],
    ['Công Tằng Tôn Nữ Thị Hạnh', 'Công Tằng Tôn Nữ Thị Hạnh'],
    ['Nguyễn Văn An,', 'Nguyễn Văn An'],
    ['- Nguyễn Văn An;', 'Nguyễn Văn An'],
    ['Nguyễn Văn An.', 'Nguyễn Văn An'],
    ['Ông:Nguyễn Văn An', 'Nguyễn Văn An'],
    ['B.Trần Thị Bình', 'Trần Thị Bình'],
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

  it.each([
    'Nguyễn Văn An - Trần Thị Bình',
    'Nguyễn Văn An – Trần Thị Bình',
    'Nguyễn Văn An—Trần Thị Bình',
    'Nguyễn Văn An-Trần Thị Bình',
    'Nguyễn Văn An | Trần Thị Bình',
    'Nguyễn Văn An_Trần Thị Bình',
    'Nguyễn Văn An . Trần Thị Bình',
    'Nguyễn Văn An. Trần Thị Bình',
    'Nguyễn Văn An.Trần Thị Bình',
    'Nguyễn Văn An • Trần Thị Bình',
    'Nguyễn Văn An vs Trần Thị Bình',
    'NGUYỄN VĂN AN VS TRẦN THỊ BÌNH',
    'Nguyễn Văn An  Trần Thị Bình',
    'Nguyễn Văn An\tTrần Thị Bình',
    'Nguyễn An  Trần Bình',
    'Nguyễn Văn An Trần Thị Bình',
    'Nguyễn Văn An bà Trần Thị Bình',
    'Ông bà Nguyễn Văn An',
    'Gia đình ông Nguyễn Văn An',
    'Anh em Nguyễn Văn An',
    'VỢ CHỒNG NGUYỄN VĂN AN',
    'Nguyễn Văn An, Trần Thị Bình, xã Minh Tân',
    'Nguyễn Văn An, xã Minh Tân',
    'Nguyễn Văn An xã Minh Tân',
    'nguyễn văn an thôn đông',
    'NGUYỄN VĂN AN XÃ MINH TÂN',
    'Nguyễn Văn An, số 5 Lê Lợi',
    'Nguyễn Văn An, Việt Trì, Phú Thọ',
    'Nguyễn Văn An, Lê Lợi',
    'Nguyễn Văn An (chồng), Trần Thị Bình (vợ)',
    'Nguyễn Văn An (đã mất)',
    'Nguyễn Văn An, sinh năm 1960, Trần Thị Bình',
    'Nguyễn Văn An sinh năm sáu mươi',
    'Nguyễn Văn An 1960',
    'nguyễn văn an, trần thị bình',
    'nguyễn văn an và vợ',
    'Nguyễn Văn An cùng các hộ dân',
    'NGUYỄN VĂN AN CÙNG CÁC HỘ DÂN',
    'NGUYỄN VĂN AN CÙNG TRẦN THỊ BÌNH',
    'Nguyễn Văn An cùng vợ',
    'Nguyễn Văn An và những người khác',
    'Nguyễn Văn An đại diện tổ dân phố',
    'Nguyễn Văn An, ...',
    'Nguyễn Văn An…',
    'Nguyen Van An va Tran Thi Binh',
    'Nguyen Van An cung cac ho dan',
    'Nguyen Van An Tran Thi Binh',
    'Họ tên: Nguyễn Văn An',
    'Nguyễn Văn An - Giám đốc Công ty An Thịnh',
  ])('%j is not one person for certain', (value) => {
    expect(personName(value).manyPeople).toBe(true);
  });

  it.each([
    'Bà con thôn Đông, xã Minh Tân',
    'UBND xã Minh Tân, huyện Phù Cát',
    'Hợp tác xã Nông nghiệp Nhơn Hậu 1',
    'Không ghi họ tên, địa chỉ',
  ])('%j is left for the question whether it is a person at all', (value) => {
    expect(personName(value)).toMatchObject({ text: value, manyPeople: false });
  });

  it.each([
    ['Lê Văn Cam, cán bộ địa chính xã Minh Tân', false],
    ['Chủ tịch UBND xã Minh Tân, huyện Phù Cát', false],
    ['Ông Lê Văn Cam - Trưởng thôn', false],
    ['Lê Văn Cam; Trần Văn Bình', true],
    ['Lê Văn Cam, Trần Văn Bình', true],
  ])('%j as whom a petition is about: several people %s', (value, manyPeople) => {
    expect(partyName(value).manyPeople).toBe(manyPeople);
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
    'Phòng Tài nguyên và Môi trường thị xã An Nhơn',
    'Ủy ban nhân dân phường Nguyễn Thị Minh Khai',
    'Sở Nông nghiệp và Phát triển nông thôn',
    'Khiếu nại - Đất đai, nhà ở - Thu hồi đất',
    'Kiến nghị, phản ánh - Môi trường',
  ])('not of the longer names of agencies and of joined codes: %s', (value) => {
    expect(maskUnlessCode(value)).toBe(value);
  });

  it.each([
    'Công an xã nhận tiền rồi đánh anh Tám hàng xóm',
    'Phòng trọ nhà bà Nguyễn Thị Hồng Vân ở xóm trên',
    'UBND xã Phước Hòa Nguyễn Thị Hồng chủ tịch xã',
    'Khiếu nại - Nguyễn Thị Hồng',
    'Khiếu nại - 0912 345 678 - Đất đai',
    'Khiếu nại - xem đơn của bà Nguyễn Thị Hồng Vân',
  ])('nor when they speak of somebody: %s', (value) => {
    expect(maskUnlessCode(value)).not.toBe(value);
  });

  it('shows a long value that many records hold, unless it speaks of somebody', () => {
    const shared = 'Đất đai, bồi thường giải phóng mặt bằng';
    expect(maskUnlessCode(shared)).not.toBe(shared);
    expect(maskUnlessCode(shared, 5)).toBe(shared);
    const person = 'xem đơn của bà Nguyễn Thị Hồng Vân';
    expect(maskUnlessCode(person, 500)).not.toBe(person);
  });

  it.each(['Nguyễn Thị Hồng', 'LÊ VĂN TÁM', 'TRAN VAN BINH', '052190001234', '0912 345 678'])(
    'not where it is as good as a person: %s',
    (value) => {
      expect(maskUnlessCode(value)).not.toBe(value);
      expect(maskUnlessCode(value)).toContain('••');
    },
  );

  it.each([
    'Nguyễn Thị Minh Khai',
    'Lê Hồng Phong',
    'Hà Nội',
    'Văn hóa xã hội',
    'Đất Đai Nhà Ở',
    'Cao Sơn',
    '000.00.16.H40',
    'H507.02',
    '20240115',
    'Khiếu nại, tố cáo',
  ])('and where it only looks a little like one: %s', (value) => {
    expect(maskUnlessCode(value)).toBe(value);
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
