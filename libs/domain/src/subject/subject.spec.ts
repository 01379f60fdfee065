import { aCase } from '../../../../test/builders';
import { fakeDigest } from '../../../../test/fakes';
import type { Case, Person } from '../case/case';
import { partialDate } from '../case/partial-date';
import { Sealed } from '../case/sealed';
import { daysBetween, dueOn } from './due-on';
import { placesOfSubject, readSubject, type SoughtSubject } from './sought-subject';
import { meantDigest, subjectFieldLabel, subjectValues } from './subject-fields';

const LAN: SoughtSubject = { fullName: 'Đặng Thị Lan', idNumbers: ['052190001234'], phones: ['0905123456'] };

function aPerson(changes: Partial<Person> = {}): Person {
  return { fullName: 'ĐẶNG THỊ LAN', address: {}, ...changes };
}
function caseOf(kind: Case['kind'], people: readonly Person[], respondents: readonly Person[] = []): Case {
  const kase = aCase();
  return {
    ...kase,
    kind,
    petitioners: { ...kase.petitioners, identity: Sealed.of({ people }, 'd') },
    respondents: respondents.map((person) => ({ type: 'person', person })),
  };
}

describe('who asks for their data', () => {
  it('is read from lines, numbers in the form the gateway keeps', () => {
    const text =
      'Họ tên: Đặng Thị Lan\nsố giấy tờ: 052 190 001 234\nSo giay to: 215000999\nđiện thoại: +84905123456\n';
    expect(readSubject(text)).toEqual({ ...LAN, idNumbers: ['052190001234', '215000999'] });
  });

  it.each([
    ['a name alone', 'họ tên: Đặng Thị Lan'],
    ['a number alone', 'số giấy tờ: 052190001234'],
    ['two names', 'họ tên: Đặng Thị Lan\nhọ tên: Lê Văn Ba\nđiện thoại: 0905123456'],
    ['another key', 'họ tên: Đặng Thị Lan\nemail: lan@example.vn'],
    ['a line without a key', 'Đặng Thị Lan\n052190001234'],
    ['nothing', ''],
  ])('is not read from %s', (_what, text) => expect(readSubject(text)).toBeUndefined());
});

describe('where somebody stands in a case', () => {
  it.each([
    ['same', { idNumber: '052190001234' }],
    ['same', { idNumber: '052.190.001.234', phone: '0999999999' }],
    ['same', { phone: '0905 123 456' }],
    ['doubtful', { idNumber: '052190001234', fullName: 'Đặng Văn Lân' }],
    ['doubtful', { phone: '0905123456', fullName: 'Trần Thị Mẹ' }],
    ['doubtful', { phone: '0905123456', idNumber: '215000999' }],
    ['other', {}],
    ['other', { idNumber: '052190009999' }],
  ] as const)('is %s for %j', (how, changes) => {
    const { certain, doubtful } = placesOfSubject(caseOf('KN', [aPerson(changes)]), LAN);
    expect([certain.length, doubtful]).toEqual([how === 'same' ? 1 : 0, how === 'doubtful' ? 1 : 0]);
  });

  const me = aPerson({ idNumber: '052190001234' });
  const other = aPerson({ fullName: 'Lê Văn Ba', idNumber: '052081000999' });

  it('names role and place, of nobody else', () => {
    const { certain } = placesOfSubject(caseOf('KN', [other, me], [other, me]), LAN);
    expect(certain).toEqual([
      { role: 'petitioner', place: 2, person: me },
      { role: 'respondent', place: 2, person: me },
    ]);
  });

  it('is in a denunciation the place of the denouncer only; the denounced and agents are nowhere', () => {
    expect(placesOfSubject(caseOf('TC', [me], [me]), LAN).certain).toMatchObject([{ role: 'petitioner' }]);
    const kase = caseOf('TC', [other], [me]);
    const agent = { type: 'lawyer', person: me } as const;
    const identity = Sealed.of({ people: [other], agent }, 'd');
    const withAgent = { ...kase, petitioners: { ...kase.petitioners, identity } };
    for (const one of [kase, withAgent])
      expect(placesOfSubject(one, LAN)).toEqual({ certain: [], doubtful: 0 });
    const sharesPhone = caseOf('TC', [aPerson({ fullName: 'Trần Thị Mẹ', phone: '0905123456' })]);
    expect(placesOfSubject(sharesPhone, LAN)).toEqual({ certain: [], doubtful: 0 });
  });
});

describe('what is held of somebody', () => {
  it('is every field that says something, with the list of a code', () => {
    const person = aPerson({
      birthDate: partialDate('1990'),
      address: { provinceCode: '507', detail: 'Thôn Đông' },
    });
    expect(
      subjectValues(person).map(({ field, value, list }) => [subjectFieldLabel(field), value, list]),
    ).toEqual([
      ['Họ tên', 'ĐẶNG THỊ LAN', undefined],
      ['Ngày sinh', '1990', undefined],
      ['Tỉnh', '507', 1],
      ['Địa chỉ chi tiết', 'Thôn Đông', undefined],
    ]);
  });

  it('has a digest by which a change is seen', () => {
    const meant = { role: 'petitioner', place: 1, field: 'phone' } as const;
    const of = (phone: string | undefined) =>
      meantDigest(caseOf('KN', [aPerson({ phone })]), meant, fakeDigest);
    expect(of('0905123456')).toBe(of('0905123456'));
    expect(new Set([of('0905123456'), of('0905123457'), of(undefined)]).size).toBe(3);
  });
});

describe('days of an answer', () => {
  const day = (text: string) => partialDate(text)!;
  it('are counted on the calendar', () => {
    expect(dueOn(day('2026-02-27'), 2)).toBe('2026-03-01');
    expect(dueOn(day('2026-12-31'), 10)).toBe('2027-01-10');
    expect(daysBetween(day('2026-03-01'), day('2026-02-27'))).toBe(-2);
  });
});
