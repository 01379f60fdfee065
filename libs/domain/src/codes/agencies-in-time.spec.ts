import { day } from '../../../../test/builders';
import { AgenciesInTime, agencyProblems, type AgencyRow } from './agencies-in-time';

const TNMT: AgencyRow = {
  id: 'stnmt',
  name: 'Sở Tài nguyên và Môi trường',
  code: 'H507.03',
  validUntil: '2025-02-28',
  successor: 'snnmt',
};
const NNMT: AgencyRow = {
  id: 'snnmt',
  name: 'Sở Nông nghiệp và Môi trường',
  code: 'H507.12',
  validFrom: '2025-03-01',
};
const PHUONG: AgencyRow = {
  id: 'ubnd-qn',
  name: 'Ủy ban nhân dân phường Quy Nhơn',
  code: 'H5070122',
  formerCodes: [{ code: 'H5070109', validUntil: '2025-06-30' }],
};

describe('agencies through time', () => {
  const agencies = new AgenciesInTime([TNMT, NNMT, PHUONG]);

  it('says that an agency had ended, and which one follows it', () => {
    expect(agencies.on('H507.03', day('2025-02-28'))).toEqual({ kind: 'open', id: 'stnmt' });
    expect(agencies.on('H507.03', day('2025-03-01'))).toEqual({
      kind: 'closed',
      id: 'stnmt',
      successor: 'snnmt',
    });
    expect(agencies.on('H507.12', day('2025-02-28'))).toBeUndefined();
  });

  it('follows successors to the last one', () => {
    const twice = { ...NNMT, validUntil: '2026-06-30', successor: 'ubnd-qn' };
    expect(new AgenciesInTime([TNMT, twice, PHUONG]).on('H507.03', undefined)).toMatchObject({
      successor: 'ubnd-qn',
    });
  });

  it('knows an agency under the code it had then: its id, and so every reference, stays', () => {
    const then = (date: string) => agencies.on(date < '2025-07-01' ? 'H5070109' : 'H5070122', day(date));
    expect([then('2025-06-30'), then('2025-07-01')]).toEqual([
      { kind: 'open', id: 'ubnd-qn' },
      { kind: 'open', id: 'ubnd-qn' },
    ]);
    expect(agencies.on('H5070122', day('2025-06-30'))).toBeUndefined();
    expect(agencies.on('H5070109', day('2025-07-01'))).toMatchObject({ kind: 'closed', id: 'ubnd-qn' });
  });

  it('gives one code to one agency after the other', () => {
    const heir = { ...NNMT, id: 'moi', code: 'H507.03' };
    const both = new AgenciesInTime([TNMT, heir]);
    expect(both.on('H507.03', day('2025-02-28'))).toMatchObject({ id: 'stnmt' });
    expect(both.on('H507.03', day('2025-03-01'))).toEqual({ kind: 'open', id: 'moi' });
  });
});

describe('a table of agencies', () => {
  it('is sound when every successor is there and follows', () => {
    expect(agencyProblems([TNMT, NNMT, PHUONG])).toEqual([]);
  });

  it.each<[string, AgencyRow[], string]>([
    ['the same id twice', [NNMT, { ...PHUONG, id: 'snnmt' }], 'một mã cơ quan (id) khai hai lần'],
    ['an unknown successor', [TNMT], 'stnmt: cơ quan kế thừa (successor) snnmt không có trong bảng'],
    [
      'a successor of an agency that goes on',
      [{ ...TNMT, validUntil: undefined }, NNMT],
      'stnmt: có cơ quan kế thừa (successor) thì phải có ngày cuối (until)',
    ],
    [
      'successors in a circle',
      [TNMT, { ...NNMT, validUntil: '2026-01-01', successor: 'stnmt' }],
      'stnmt: các cơ quan kế thừa nhau thành vòng tròn; xem lại các dòng successor',
    ],
    [
      'days that run backwards',
      [{ ...NNMT, validUntil: '2025-01-01' }],
      'snnmt: ngày đầu (from) 2025-03-01 sau ngày cuối (until) 2025-01-01',
    ],
    [
      'one code for two agencies at once',
      [TNMT, { ...NNMT, code: 'H507.03', validFrom: '2025-02-01' }],
      'snnmt: mã H507.03 cũng là của stnmt trong cùng những ngày đó',
    ],
  ])('is refused with %s', (_what, agencies, problem) => {
    expect(agencyProblems(agencies)).toContain(problem);
  });
});
