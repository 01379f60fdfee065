import { dutyRuleProblems, readDuties, sameRights, type DutyRule } from './duties';

describe('duties as people write them', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['1', ['1']],
    ['1, 3;5', ['1', '3', '5']],
    ['5 1', ['1', '5']],
    ['1. Tiếp công dân; 2. Xử lý đơn', ['1', '2']],
    ['Tiếp công dân, Xử lý đơn, Lãnh đạo', ['1', '2', '3']],
    ['Giải quyết khiếu nại, tố cáo', ['4']],
    ['1. Tiếp công dân 4. Giải quyết khiếu nại, tố cáo', ['1', '4']],
    ['TỔNG HỢP', ['5']],
    ['', []],
    ['6', undefined],
    ['quản trị', undefined],
    ['1. Lãnh đạo', undefined],
    ['config-admin', undefined],
  ])('%j', (text, expected) => {
    expect(readDuties(text)).toEqual(expected);
  });
});

describe('the table of duties', () => {
  const rule = (more: Partial<DutyRule>): DutyRule => ({
    duty: '1',
    roles: ['operator'],
    reach: 'agency',
    from: undefined,
    until: undefined,
    ...more,
  });

  it('has one rule for a duty on a day', () => {
    expect(dutyRuleProblems([rule({ until: '2025-06-30' }), rule({ from: '2025-07-01' })])).toEqual([]);
    expect(dutyRuleProblems([rule({ until: '2025-07-01' }), rule({ from: '2025-07-01' })])).toHaveLength(1);
    expect(dutyRuleProblems([rule({ from: '2026-01-02', until: '2026-01-01' })])).toHaveLength(1);
  });

  it('compares rights whatever their order', () => {
    const one = { roles: ['operator', 'inspector'] as const, agencies: ['a', 'b'] };
    expect(sameRights(one, { roles: ['inspector', 'operator'], agencies: ['b', 'a'] })).toBe(true);
    expect(sameRights(one, { ...one, agencies: 'all' })).toBe(false);
  });
});
