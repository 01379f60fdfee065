import { mapped } from '../testing/mapped';

describe('groups', () => {
  const PEOPLE = `  petitioners:
    each: nguoi
    when: { column: vai, equals: nop_don }
    fields: { fullName: { column: ten }, phone: { column: dt } }
  respondents: { each: nguoi, when: { column: vai, equals: bi }, fields: { fullName: { column: ten } } }`;

  it('takes the elements of a child collection that fulfil the condition, in order', () => {
    const nguoi = [
      { vai: 'NOP_DON', ten: 'A B', dt: null },
      { vai: 'bi', ten: 'C D', dt: null },
      { vai: 'nop_don', ten: 'E F', dt: null },
    ];
    expect(mapped(PEOPLE, {}, { children: { nguoi } }).draft).toEqual({
      petitioners: [{ fullName: 'A B' }, { fullName: 'E F' }],
      respondents: [{ fullName: 'C D' }],
    });
    expect(mapped(PEOPLE, {}, { children: { nguoi: [] } }).draft).toEqual({});
  });

  it('makes one element of the row itself when no collection is named, unless it says nothing', () => {
    const map = '  petitioners: { fields: { fullName: { column: ten }, nationality: { const: VN } } }';
    expect(mapped(map, { ten: 'A B' }).draft).toEqual({
      petitioners: [{ fullName: 'A B', nationality: 'VN' }],
    });
    expect(mapped(map, { ten: ' ' }).draft).toEqual({});
  });

  it('unpivots column groups given as a list', () => {
    const map = `  rounds:
    - { fields: { round: { const: "1" }, decisionNo: { column: so_1 } } }
    - { fields: { round: { const: "2" }, decisionNo: { column: so_2 } } }
    - { fields: { round: { const: "3" }, decisionNo: { column: so_3 } } }`;
    expect(mapped(map, { so_1: 'A', so_2: null, so_3: 'C' }).draft.rounds).toEqual([
      { round: 1, decisionNo: 'A' },
      { round: 3, decisionNo: 'C' },
    ]);
  });

  it('joins grandchildren to their own element', () => {
    const map = `  rounds:
    each: qd
    fields:
      round: { column: lan }
      enforcements: { each: th, match: { qd_id: id }, fields: { date: { column: ngay } } }`;
    const children = {
      qd: [
        { id: '1', lan: '1' },
        { id: '2', lan: '2' },
      ],
      th: [
        { qd_id: '2', ngay: '2024-01-02' },
        { qd_id: '2', ngay: 'sai' },
        { qd_id: null, ngay: '2024-01-01' },
      ],
    };
    const { draft, issues } = mapped(map, {}, { children });
    expect(draft.rounds).toEqual([{ round: 1 }, { round: 2, enforcements: [{ date: '2024-01-02' }, {}] }]);
    expect(issues).toMatchObject([{ field: 'rounds[1].enforcements[1].date', column: 'ngay' }]);
  });

  it('has a single group when its condition holds, or when a mapped column says something', () => {
    const when =
      '  handling: { when: { column: ngay, present: true }, fields: { decidedDate: { column: ngay } } }';
    expect(mapped(when, { ngay: null }).draft).toEqual({});
    expect(mapped(when, { ngay: '2024-01-01' }).draft).toEqual({ handling: { decidedDate: '2024-01-01' } });
    const without = '  handling: { fields: { decidedDate: { column: ngay }, agency: { const: A } } }';
    expect(mapped(without, { ngay: null }).draft).toEqual({});
    expect(mapped(without, { ngay: '30/02/2024' })).toMatchObject({
      draft: { handling: { agency: 'A' } },
      issues: [{ code: 'BAD_DATE', field: 'handling.decidedDate' }],
    });
  });
});
