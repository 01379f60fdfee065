import type { Identity, Person } from '../case/case';
import type { TraceKind } from './identity-traces';
import { shownIdentity } from './shown-identity';

function aPerson(fullName: string, changes: Partial<Person> = {}): Person {
  return { fullName, address: {}, ...changes };
}

const IDENTITY: Identity = {
  people: [
    aPerson('Nguyễn Văn Hùng', {
      idNumber: '052081000123',
      phone: '0912345678',
      address: { detail: 'Số 12, đường Trần Phú, tổ 5' },
    }),
    aPerson('Phan Văn Hòa'),
    aPerson('Lê An', { idNumber: '215000999', address: { detail: 'Thôn Đông' } }),
  ],
  organisation: { name: 'Công ty TNHH Sông Trăng', address: 'Lô B2, cụm công nghiệp Gò Đá' },
  agent: { type: 'lawyer', person: aPerson('H’Bia Niê') },
};

const SHOWN: Readonly<Record<string, readonly [TraceKind, string]>> = {
  'the name': ['name', 'Nguyễn Văn Hùng'],
  'the name in capitals': ['name', 'NGUYỄN VĂN HÙNG'],
  'the name without marks': ['name', 'Nguyen Van Hung'],
  'the name after a title and an office': ['name', 'Ông Nguyễn Văn Hùng - Trưởng phòng'],
  'the name glued together': ['name', 'NguyễnVănHùng'],
  'the name letter by letter': ['name', 'N g u y ễ n V ă n H ù n g'],
  'an e-mail address made of the name': ['name', 'nguyenvanhung81@vnpt.example'],
  'a name of two words': ['name', 'Lê An'],
  'decomposed letters': ['name', 'Nguyễn Văn Hùng'.normalize('NFD')],
  'the tone on the other letter of the syllable': ['name', 'Phan Văn Hoà'],
  'the agent': ['name', 'luật sư H’Bia Niê'],
  'the identity number': ['number', '052081000123'],
  'the identity number with blanks': ['number', 'CCCD 052 081 000 123'],
  'an old identity number': ['number', '215000999'],
  'the phone from abroad': ['phone', 'ĐT +84 912 345 678'],
  'the whole address': ['address', 'Số 12 đường Trần Phú, tổ 5, phường 3'],
  'the organisation': ['organisation', 'CÔNG TY TNHH SÔNG TRĂNG'],
};

/** Officers, denounced people and documents that have something in common with the denouncer and are not. */
const OTHERS: readonly string[] = [
  'Nguyễn Văn Hưng',
  'Nguyễn Hùng',
  'Trần Văn Hùng',
  'Nguyễn Thị Hùng',
  'Nguyễn Văn Quốc Hùng',
  'Hùng',
  'ông Hùng',
  'N.V.H.',
  'Nguyễn V. H.',
  'Lê Ân',
  'An Lê',
  'Lê Thị An',
  'Phạm Văn An, Trưởng thôn Đông',
  'Thôn Đông',
  'Đường Trần Phú, tổ 5',
  'Số 14, đường Trần Phú, tổ 5',
  'UBND phường 3',
  '052081000999',
  '052081',
  '12/PC-TTr',
  '000123/QĐ-UBND',
  '0912345999',
  'Công ty TNHH Sông Hồng',
  'cụm công nghiệp Gò Đá',
  'Khiển trách',
];

describe('whether a text about somebody else names whoever stands behind the petition', () => {
  it.each(Object.entries(SHOWN))('finds %s', (_what, [kind, text]) => {
    expect(shownIdentity(text, IDENTITY)).toBe(kind);
  });

  it.each(OTHERS)('lets pass: %s', (text) => {
    expect(shownIdentity(text, IDENTITY)).toBeUndefined();
  });

  it('takes «Hung» of a source without marks for any of them, for it may be', () => {
    expect(shownIdentity('Nguyễn Văn Hưng', { people: [aPerson('NGUYEN VAN HUNG')] })).toBe('name');
  });

  it('asks a name of one word as all that the text says', () => {
    const identity = { people: [aPerson('Bưởi')] };
    expect(shownIdentity('Bưởi', identity)).toBe('name');
    expect(shownIdentity('Trần Thị Bưởi', identity)).toBeUndefined();
  });

  it('has nothing to find of an anonymous petition', () => {
    expect(shownIdentity('Nguyễn Văn Hùng', { people: [] })).toBeUndefined();
    expect(shownIdentity('Nguyễn Văn Hùng', { people: [aPerson('')] })).toBeUndefined();
  });
});
