import type { CaseDraft, RawRow } from '@kntc/domain';
import { aSource, sourceYaml } from '../testing/a-source';
import { mapRecord } from './map-record';

function draftOf(map: string, row: RawRow): CaseDraft {
  const definition = aSource(sourceYaml({ record: '  query: select 1\n  key: k', map: `map:\n${map}` }));
  return mapRecord(definition, { localKey: 'K', row, children: {} }).draft;
}

describe('a group with constants', () => {
  it('has a group made only of constants for every row, and among a list of them', () => {
    const map = '  classification: { fields: { code: { const: PA } } }';
    expect(draftOf(map, {})).toEqual({ classification: [{ code: 'PA' }] });
    const list = `  classification:
    - { fields: { code: { column: a } } }
    - { fields: { code: { const: PA } } }`;
    expect(draftOf(list, { a: null })).toEqual({ classification: [{ code: 'PA' }] });
    expect(draftOf(list, { a: 'DD' })).toEqual({ classification: [{ code: 'DD' }, { code: 'PA' }] });
  });

  it('chooses among constants by a condition, and is absent where none is chosen', () => {
    const choice = (rest: string): string =>
      `  classification: { fields: { code: { when: { column: a, equals: x }, const: PA${rest} } } }`;
    expect(draftOf(choice(', else: { const: KN }'), { a: 'x' }).classification).toEqual([{ code: 'PA' }]);
    expect(draftOf(choice(', else: { const: KN }'), { a: 'y' }).classification).toEqual([{ code: 'KN' }]);
    expect(draftOf(choice(''), { a: 'y' })).toEqual({});
    expect(draftOf(choice(', else: { column: b }'), { a: 'y', b: null })).toEqual({});
  });

  it('counts a constant beside empty columns as said only where its condition holds', () => {
    const beside = `  rounds:
    fields:
      round: { const: "2" }
      result: { when: { column: a, equals: x }, const: partly-right }
      decisionNo: { column: so }`;
    expect(draftOf(beside, { a: 'x', so: null })).toEqual({
      rounds: [{ round: 2, result: 'partly-right' }],
    });
    expect(draftOf(beside, { a: 'y', so: null })).toEqual({});
  });
});
