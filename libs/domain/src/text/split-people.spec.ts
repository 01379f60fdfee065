import fc from 'fast-check';
import { personName } from './person-name';
import { splitPeople } from './split-people';

const AN = 'Nguyễn Văn An';
const BINH = 'Trần Thị Bình';
const HEN = "H'Hen Niê";

describe('people in one cell', () => {
  it.each<[string, readonly string[], number]>([
    [AN, [AN], 1],
    [`Ông ${AN}`, [`Ông ${AN}`], 1],
    ['Vừ Và Lử', ['Vừ Và Lử'], 1],
    [`${AN}, ${BINH}`, [AN, BINH], 2],
    [`${AN}; ${BINH};`, [AN, BINH], 2],
    [`${AN} và ${BINH}`, [AN, BINH], 2],
    [`${AN}, ${BINH} và ${HEN}`, [AN, BINH, HEN], 3],
    ['NGUYỄN VĂN AN VÀ TRẦN THỊ BÌNH', ['NGUYỄN VĂN AN', 'TRẦN THỊ BÌNH'], 2],
    [`Ông ${AN} và bà ${BINH}`, [`Ông ${AN}`, `bà ${BINH}`], 2],
    [`${AN}\n${BINH}\r\n${HEN}`, [AN, BINH, HEN], 3],
    [`1. ${AN}\n2. ${BINH}`, [AN, BINH], 2],
    [`1) ${AN}, 2) ${BINH}`, [AN, BINH], 2],
    [`1. ${AN}; 2. ${BINH}; 3. ${HEN}.`, [AN, BINH, HEN], 3],
    [`Các ông, bà: ${AN}, ${BINH}`, [AN, BINH], 2],
    [`${AN}, ${BINH}, và ${HEN}`, [AN, BINH, HEN], 3],
    [`${AN} - ${BINH}`, [AN, BINH], 2],
    [`${AN} – ${BINH}`, [AN, BINH], 2],
    [`${AN} | ${BINH}`, [AN, BINH], 2],
    [`${AN}_${BINH}`, [AN, BINH], 2],
    [`${AN} . ${BINH}`, [AN, BINH], 2],
    ['Nguyen Van An, Tran Thi Binh', ['Nguyen Van An', 'Tran Thi Binh'], 2],
    ['Lò Văn Chung-A, Y Bhăm Êban', ['Lò Văn Chung-A', 'Y Bhăm Êban'], 2],
    ['Y Bhăm-Êban', ['Y Bhăm-Êban'], 1],
    [`${AN}, bà Lê Lợi`, [AN, 'bà Lê Lợi'], 2],
    [`${AN} và Lê Lợi`, [AN, 'Lê Lợi'], 2],
    ['Nguyễn An và Trần Bình', ['Nguyễn An', 'Trần Bình'], 2],
    [
      `${AN}, Võ Văn Ngân, ${BINH}, Lê Văn Cam, Phạm Thị Đào`,
      [AN, 'Võ Văn Ngân', BINH, 'Lê Văn Cam', 'Phạm Thị Đào'],
      5,
    ],
    [`1. ${AN} 2. Võ Thị Sáu`, [AN, 'Võ Thị Sáu'], 2],
    ['Nguyễn  Văn An, Trần Thị Bình', ['Nguyễn  Văn An', BINH], 2],
    [`${AN} và 19 hộ dân`, [AN], 20],
    [`${AN} (đại diện 20 hộ)`, [AN], 20],
    [`${AN} đại diện cho 20 hộ gia đình`, [AN], 20],
    [`${AN} cùng 12 người`, [AN], 13],
    [`${AN} + 5 hộ`, [AN], 6],
    [`${AN}, ${BINH} và 10 người khác`, [AN, BINH], 12],
    [`${AN}, ${BINH} (2 người)`, [AN, BINH], 2],
    [AN.normalize('NFD'), [AN], 1],
  ])('%j', (value, names, count) => {
    expect(splitPeople(value)).toEqual({ names, count });
  });

  it.each([
    `${AN} và vợ`,
    `${AN} và các hộ dân`,
    `${AN} và 19 hộ dân thôn Tân Lập`,
    `${AN}, Phường Tân Lập`,
    `${AN}\nsố 5 Lê Lợi`,
    `${AN}; điện thoại 0912345678`,
    `${AN} vs ${BINH}`,
    `${AN}  ${BINH}`,
    `${AN}. ${BINH}`,
    `${AN}-${BINH}`,
    `${AN}, ${BINH}, xã Minh Tân`,
    `${AN}, xã Minh Tân`,
    `${AN}, xã Phước Hòa; ${BINH}, xã An Phú`,
    `${AN} (chồng), ${BINH} (vợ)`,
    `${AN}, sinh năm 1960, ${BINH}`,
    'nguyễn văn an, trần thị bình',
    `${AN} cùng các hộ dân`,
    `${AN} và những người khác`,
    `${AN}, Việt Trì, Phú Thọ`,
    `${AN}, Lê Lợi`,
    `${AN} - Lê Lợi`,
    `${AN}, Hà Nội`,
    `${AN} và Hà Nội`,
    `${AN}, Hà Nội, ${BINH}, Lê Văn Cam, Phạm Thị Đào`,
    `${AN}, Lê Lợi, ${BINH}`,
    `${AN}, ${BINH}, Lê Văn Cam, Phạm Thị Đào, Võ Văn Ngân`,
    `${AN}, ${BINH}, Lê Văn Cam, Phạm Thị Đào, Võ Văn Ngân, Lê Lợi`,
    `Hà Nội, ${AN}`,
    `${AN}, Nguyễn Thị Minh Khai`,
    `${AN}, Nguyen Thi Minh Khai`,
    `${AN}, Hồ Chí Minh`,
    `${AN}, Bà Rịa Vũng Tàu`,
    `${AN}, Bà Rịa - Vũng Tàu`,
    `${AN}, Ông Ích Khiêm`,
    `${AN}, Xã Trần Văn Thời`,
    `${AN}, Đường Trần Văn Cẩn`,
    `${AN}, 12 - Trần Văn Cẩn`,
    `12 ${AN}, ${BINH}`,
    `Các ông, bà: ${AN}`,
    `${AN}, ${BINH} và 10 hộ dân, xã Minh Tân`,
    '20 hộ dân',
    ';',
    '',
  ])('%j is left for a person to read', (value) => {
    expect(splitPeople(value)).toBeUndefined();
  });

  it('gives back exactly the names a list was made of, whatever separates them', () => {
    const surname = fc.constantFrom(
      'Nguyễn',
      'Trần',
      'Lê',
      'Phạm',
      'Huỳnh',
      'Đặng',
      'Nông',
      'Ksor',
      'Y',
      'Vàng',
    );
    const given = fc.constantFrom(
      'Văn',
      'Thị',
      'Đức',
      'Ngọc',
      'An',
      'Bình',
      'Hạnh',
      'Mai',
      'Sơn',
      "H'Hen",
      'Dũng',
    );
    const name = fc
      .tuple(surname, fc.array(given, { minLength: 2, maxLength: 3 }))
      .map(([first, rest]) => [first, ...rest].join(' '));
    const separator = fc.constantFrom(', ', '; ', '\n', ' và ');
    fc.assert(
      fc.property(fc.array(name, { minLength: 2, maxLength: 20 }), separator, (names, between) => {
        expect(splitPeople(names.join(between))?.names).toEqual(names);
      }),
    );
  });

  it('keeps whole, as one, exactly the cells that are one name for certain', () => {
    const pieces = [
      'Nguyễn',
      'Văn',
      'An',
      'và',
      'bà',
      'cùng',
      ',',
      ';',
      '-',
      ' ',
      '  ',
      '.',
      '(',
      '5',
      'xã',
      "H'",
    ];
    const cell = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(cell, (value) => {
        if (personName(value).manyPeople) return;
        const { text } = personName(value);
        expect(splitPeople(value)?.count).toBe(text === '' ? undefined : 1);
      }),
    );
  });

  it('never takes long', () => {
    const hostile = [
      '1. '.repeat(30_000),
      'và '.repeat(30_000),
      `${AN}, `.repeat(5_000),
      '('.repeat(90_000),
      ' '.repeat(90_000) + ';',
      `${AN}${' '.repeat(90_000)}${BINH}, x`,
      '. '.repeat(45_000),
      `${AN} `.repeat(5_000),
      '-'.repeat(90_000),
    ];
    const started = performance.now();
    for (const value of hostile) splitPeople(value);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
