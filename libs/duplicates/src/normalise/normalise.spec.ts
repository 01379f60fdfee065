import { foldText, meaningfulWords } from './fold-text';
import { nameForm } from './name-form';
import { personForm } from './person-form';
import { UnitTable } from './unit-table';

const units = new UnitTable([
  {
    province: 'Bắc Giang',
    district: 'huyện Việt Yên',
    commune: 'xã Tăng Tiến',
    newProvince: 'Bắc Ninh',
    newCommune: 'phường Nếnh',
  },
  {
    province: 'Bắc Giang',
    district: 'huyện Việt Yên',
    commune: 'xã Tăng Tiến',
    newProvince: 'Bắc Ninh',
    newCommune: 'phường Vân Trung',
  },
]);

describe('text', () => {
  it.each([
    ['UBND TP. Bắc Giang', 'ủy ban nhân dân thành phố Bắc Giang'],
    ['QĐ 123/QĐ-UBND', 'Quyết định số 123/QĐ-UBND'],
    ['GCNQSDĐ của ông Lý', 'Giấy chứng nhận quyền sử dụng đất của ông Lí'],
    ['công ty hoà bình', 'CÔNG TI HÒA BÌNH'],
    ['kh0ng có', 'không có'],
  ])('«%s» and «%s» are one', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it('is folded once and for all', () => {
    const once = foldText('Khiếu nại QĐ số 12/QĐ-UBND của UBND H. Lục Ngạn, ngày 01/02/2024');
    expect(foldText(once)).toBe(once);
  });

  it('keeps numbers of documents whole', () => {
    expect(meaningfulWords(foldText('theo Quyết định 123/QĐ-UBND'))).toContain('123/qd');
  });
});

describe('names', () => {
  it.each([
    ['Hùng Nguyễn Văn', 'Nguyễn Văn Hùng'],
    ['Bà NGUYỄN THỊ HOÀ', 'Nguyễn Thị Hòa'],
    ['Lý Thị Mỹ', 'Lí Thị Mĩ'],
  ])('«%s» is «%s»', (one, other) => {
    expect(nameForm(one)).toEqual(nameForm(other));
  });

  it('with a slip in the family name are not turned round', () => {
    expect(nameForm('gNuyễn Hoàng Huấn').syllables).toEqual(['gnuien', 'hoang', 'huan']);
  });
});

describe('people', () => {
  it('have their year of birth from the identity number when nothing else says it', () => {
    expect(personForm({ fullName: 'A B', idNumber: '024 085 009742' }, units).birthYear).toBe(1985);
    expect(personForm({ fullName: 'A B', idNumber: '024285009742' }, units).birthYear).toBe(2085);
    expect(personForm({ fullName: 'A B', idNumber: '012345678' }, units).birthYear).toBe(0);
  });

  it('have one phone number whatever its prefix', () => {
    const phones = ['0165 123 4567', '+84351234567', '035.1234.567'];
    expect(new Set(phones.map((phone) => personForm({ phone }, units).phone)).size).toBe(1);
  });

  it('born on a first of January have a year only', () => {
    expect(personForm({ birthDate: '1960-01-01' }, units)).toMatchObject({ birthYear: 1960, birthDay: '' });
  });
});

describe('places', () => {
  const old = units.placeOf({ province: 'Bắc Giang', district: 'Việt Yên', commune: 'Tăng Tiến' });

  it('of a commune that was split are all of its successors', () => {
    expect(old.communes).toEqual(['bac ninh|nenh', 'bac ninh|van trung']);
    expect(old).toMatchObject({ isOld: true, isKnown: true });
  });

  it('stay as written where the table knows nothing', () => {
    const place = units.placeOf({ province: 'Tỉnh Lào Cai', commune: 'Xã Bảo Thắng' });
    expect(place).toMatchObject({ communes: ['lao cai|bao thang'], isKnown: false });
  });
});
