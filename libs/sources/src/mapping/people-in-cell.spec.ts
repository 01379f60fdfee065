import type { MappedRecord, RawRow } from '@kntc/domain';
import { aSource, sourceYaml } from '../testing/a-source';
import { mapRecord } from './map-record';

const MAP = `map:
  headCount: { people: { column: a } }
  petitioners:
    people: { column: a, nulls: ["."], cutAt: 40 }
    fields: { idNumber: { column: so } }`;
const DEFINITION = aSource(sourceYaml({ record: '  query: select 1\n  key: k', map: MAP }));

const mapped = (row: RawRow): MappedRecord => mapRecord(DEFINITION, { localKey: 'K', row, children: {} });

describe('people in one cell', () => {
  it('become one element each, the other fields belong to the first', () => {
    expect(mapped({ a: 'Ông Nguyễn Văn An, bà Trần Thị Bình', so: '001095012345' })).toMatchObject({
      draft: {
        headCount: 2,
        petitioners: [{ fullName: 'Nguyễn Văn An', idNumber: '001095012345' }, { fullName: 'Trần Thị Bình' }],
      },
      issues: [],
    });
  });

  it('may be one person and a number', () => {
    expect(mapped({ a: 'Nguyễn Văn An và 19 hộ dân' }).draft).toEqual({
      headCount: 20,
      petitioners: [{ fullName: 'Nguyễn Văn An' }],
    });
  });

  it('stay together, with a reason, when they cannot be told apart', () => {
    const { draft, issues } = mapped({ a: 'Nguyễn Văn An và vợ' });
    expect(draft).toEqual({ petitioners: [{ fullName: 'Nguyễn Văn An và vợ' }] });
    expect(issues).toMatchObject([{ code: 'MANY_PEOPLE_IN_ONE_FIELD', field: 'petitioners[0].fullName' }]);
  });

  it.each([
    'Nguyễn Văn An  Trần Thị Bình',
    'Nguyễn Văn An (chồng), Trần Thị Bình (vợ)',
    'Nguyễn Văn An, Trần Thị Bình, xã Minh Tân',
    'Nguyễn Văn An, Việt Trì, Phú Thọ',
    'nguyễn văn an, trần thị bình',
    'Nguyễn Văn An cùng các hộ dân',
  ])('are neither one nor counted where it stays open how many there are: %j', (a) => {
    const { draft, issues } = mapped({ a });
    expect(draft.headCount).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'MANY_PEOPLE_IN_ONE_FIELD', field: 'petitioners[0].fullName' }]);
  });

  it('are not counted on when the cell was cut', () => {
    const { issues } = mapped({ a: 'Nguyễn Văn An, Trần Thị Bình, Lê Văn Cườ' });
    expect(issues).toMatchObject([{ code: 'TEXT_TRUNCATED', field: 'petitioners[0].fullName' }]);
  });

  it('are nobody in an empty cell, whose row may still say something', () => {
    expect(mapped({ a: '.', so: null }).draft).toEqual({});
    expect(mapped({ a: '.', so: '001095012345' }).draft).toEqual({
      petitioners: [{ idNumber: '001095012345' }],
    });
  });
});
