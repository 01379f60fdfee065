import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { day } from '../../../../test/builders';
import { mendUnits } from './mend-units';
import { CodeSuggestions } from './suggest-codes';
import type { RawMapping, RawUnits } from './unit-data';
import { unitPath, UnitRegister } from './unit-register';

const BEFORE = day('2025-06-30');
const SINCE = day('2025-07-01');

const row = (old: readonly [code: string, name: string], fresh: readonly [string, string]): RawMapping => ({
  oldCode: old[0],
  oldName: old[1],
  oldDistrict: 'Thành phố Quy Nhơn',
  oldProvince: 'Tỉnh Bình Định',
  newCode: fresh[0],
  newName: fresh[1],
  newProvince: 'Gia Lai',
});

/** A corner of the real data, with its mistakes. */
const RAW: RawUnits = {
  provinces: [{ code: '52', name: 'Gia Lai' }],
  wards: [
    { code: '21583', name: 'Phường Quy Nhơn', province: '52' },
    { code: '21553', name: 'Phường Quy Nhơn Bắc', province: '52' },
    { code: '09601', name: 'Phường Hoà Bình'.normalize('NFD'), province: '52' },
  ],
  mappings: [
    row(['21583', 'Phường Thị Nại'], ['21583', 'Phường Quy Nhơn']),
    row(['21562', 'Phường Hải Cảng'], ['21583', 'Phường Quy Nhơn']),
    row(['', 'Phường Trần Hưng Đạo'], ['21583', 'Phường Quy Nhơn']),
    row(['21559', 'Phường Trần Quang Diệu'], ['21553', 'Phường Quy Nhơn Bắc']),
    row(['21559', 'Phường Trần Quang Diệu'], ['21583', 'Phường Quy Nhơn']),
    row(['21559', 'Phường Trần Quang Diệu'], ['21583', 'Phường Quy Nhơn']),
    row(['9600', 'Xã Hòa'], ['9601', 'Phường Hòa Bình']),
    row(['21577', 'Phường Ngô Mây'], ['99999', 'Phường Quy Nhơn']),
    row(['21999', 'Xã Mất'], ['99998', 'Xã Không Có']),
    row(['', ''], ['21583', 'Phường Quy Nhơn']),
  ],
};

describe('the public data on units', () => {
  const mended = mendUnits(RAW);

  it('is mended where that needs no guess, and every mistake is counted', () => {
    expect(Object.fromEntries(mended.defects.map(({ defect, rows }) => [defect, rows]))).toEqual({
      'no-old-code': 1,
      'no-old-unit': 1,
      'lost-zero': 1,
      'mended-by-name': 1,
      'unknown-target': 1,
      'not-composed': 1,
      repeated: 1,
    });
  });

  it('in the repository has exactly the mistakes that are known', () => {
    const units = join(__dirname, '..', '..', '..', '..', 'config', 'units');
    const table = (name: string) =>
      readFileSync(join(units, `${name}.tsv`), 'utf8')
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .slice(1)
        .map((line) => line.split('\t'));
    const real = mendUnits({
      provinces: table('provinces').map(([code = '', name = '']) => ({ code, name })),
      wards: table('wards').map(([code = '', name = '', province = '']) => ({ code, name, province })),
      mappings: table('mappings').map(
        ([oldCode = '', oldName = '', oldDistrict = '', oldProvince = '', ...to]) => {
          const [newCode = '', newName = '', newProvince = ''] = to;
          return { oldCode, oldName, oldDistrict, oldProvince, newCode, newName, newProvince };
        },
      ),
    });
    expect([real.provinces, real.fresh.length]).toEqual([34, 3321]);
    const counts = Object.fromEntries(real.defects.map(({ defect, rows }) => [defect, rows]));
    expect((counts['no-old-code'] ?? 0) + (counts['no-old-unit'] ?? 0)).toBe(943);
    expect(counts).toMatchObject({ 'lost-zero': 251, 'not-composed': 32 });
    expect(counts['unknown-target'] ?? 0).toBe(0);
  });
});

describe('the register of units', () => {
  const register = new UnitRegister(mendUnits(RAW));
  const paths = (units: ReturnType<UnitRegister['byCode']>) => units.map(unitPath);

  it('says what a code meant on a day: an old unit before, a new one since', () => {
    expect(paths(register.byCode('21583', BEFORE))).toEqual([
      'Phường Thị Nại, Thành phố Quy Nhơn, Tỉnh Bình Định',
    ]);
    expect(paths(register.byCode('21583', SINCE))).toEqual(['Phường Quy Nhơn, Gia Lai']);
  });

  it('finds a name in another spelling, and only where it lay', () => {
    expect(paths(register.byName('phuong thi nai', BEFORE))).toHaveLength(1);
    expect(paths(register.byName('Xã Thị Nại', BEFORE, { district: 'Quy Nhơn' }))).toHaveLength(1);
    expect(register.byName('Phường Thị Nại', BEFORE, { province: 'Phú Yên' })).toEqual([]);
    expect(register.byName('Phường Thị Nại', SINCE)).toEqual([]);
    expect(paths(register.byName('Phường Hòa Bình', SINCE))).toEqual(['Phường Hoà Bình, Gia Lai']);
  });

  it('names all successors of a unit that was split', () => {
    const [split] = register.byName('Trần Quang Diệu', BEFORE);
    expect(split === undefined ? [] : paths(register.successorsOf(split))).toEqual([
      'Phường Quy Nhơn Bắc, Gia Lai',
      'Phường Quy Nhơn, Gia Lai',
    ]);
    const place = { province: 'Tỉnh Bình Định', district: 'Quy Nhơn' };
    expect(register.splitInto('Phường Trần Quang Diệu', place)).toHaveLength(2);
    expect(register.splitInto('Phường Thị Nại', place)).toEqual([]);
    expect(register.splitInto('Phường Trần Quang Diệu', { province: 'Phú Yên' })).toEqual([]);
  });
});

describe('a proposal for a code', () => {
  const AREAS = [
    ['507', 'Tỉnh Bình Định'],
    ['50701', 'Thành phố Quy Nhơn'],
    ['5070113', 'Phường Thị Nại'],
    ['5070116', 'Phường Trần Quang Diệu'],
    ['601', 'Tỉnh Gia Lai'],
    ['6010001', 'Phường Quy Nhơn'],
    ['6010002', 'Phường Quy Nhơn Bắc'],
  ];
  const AGENCIES = [
    ['H507.02', 'Thanh tra tỉnh Bình Định'],
    ['H507.03', 'Sở Tài nguyên và Môi trường tỉnh Bình Định'],
    ['H507.20', 'Sở Thủy sản'],
    ['H50701', 'Ủy ban nhân dân thành phố Quy Nhơn'],
    ['H50703', 'UBND thị xã Hoài Nhơn'],
    ['H5070122', 'Ủy ban nhân dân phường Quy Nhơn Bắc'],
  ];
  const entries = (list: number) =>
    (list === 1 ? AREAS : AGENCIES).map(([code = '', name = '']) => ({ code, name }));
  const suggestions = new CodeSuggestions(entries, new UnitRegister(mendUnits(RAW)));

  it('gives an old commune its own code until 30/06/2025 and its successor’s since, with the evidence', () => {
    const suggestion = suggestions.suggest({ list: 1, localCode: '21583' });
    expect(suggestion.kind).toBe('sure');
    expect(suggestion.rows.map(({ to, from, until }) => [to, from, until])).toEqual([
      [['5070113'], undefined, '2025-06-30'],
      [['6010001'], '2025-07-01', undefined],
    ]);
    expect(suggestion.rows[1]?.evidence).toContainEqual({
      kind: 'successor',
      from: 'Phường Thị Nại, Thành phố Quy Nhơn, Tỉnh Bình Định',
      to: 'Phường Quy Nhơn, Gia Lai',
    });
  });

  it('names both codes of a commune that was split and leaves the choice to a person', () => {
    expect(suggestions.suggest({ list: 1, localCode: '21559' })).toMatchObject({
      kind: 'choose',
      rows: [{ to: ['5070116'] }, { to: ['6010002', '6010001'], from: '2025-07-01' }],
    });
  });

  it.each([
    ['its name, in any spelling', { localCode: 'TTT', name: 'thanh tra tinh binh dinh' }, 'folded'],
    ['a code that is itself a name', { localCode: 'Thanh tra tỉnh Bình Định' }, 'spelled'],
  ] as const)('goes by %s', (_what, code, how) => {
    expect(suggestions.suggest({ list: 2, ...code })).toMatchObject({
      kind: 'sure',
      rows: [{ to: ['H507.02'], evidence: [{ kind: 'same-name', how }] }],
    });
  });

  it.each([
    [2, 'UBND phường Quy Nhơn', 'H50701'],
    [2, 'Phường Hoài Nhơn', 'H50703'],
    [2, 'Chi cục Thủy sản', 'H507.20'],
    [1, 'Xã Bình Định', '507'],
  ])('never proposes a parent that has the name: list %i, «%s»', (list, name, parent) => {
    for (const one of [{ localCode: 'X', name }, { localCode: name }])
      expect(suggestions.suggest({ list, ...one })).toMatchObject({
        kind: 'none',
        rows: [],
        hints: [{ code: parent }],
      });
  });

  it('never takes the city for the ward of its name, in a list that has only one of them', () => {
    const national = [{ code: '50701', name: 'Thành phố Quy Nhơn' }];
    const of = (name: string, list = national) =>
      new CodeSuggestions(() => list, undefined).suggest({ list: 1, localCode: 'QN', name });
    expect(of('Phường Quy Nhơn')).toMatchObject({ kind: 'none', hints: [{ code: '50701' }] });
    expect(of('TP. Quy Nhơn')).toMatchObject({ kind: 'sure', rows: [{ to: ['50701'] }], hints: [] });
    // A name of the list that says no tier: the digits of its code do.
    expect(of('Phường Quy Nhơn', [{ code: '50701', name: 'Quy Nhơn' }])).toMatchObject({ kind: 'none' });
  });

  it('leaves to a person a code of five digits alone: a commune here, a district there', () => {
    expect(suggestions.suggest({ list: 1, localCode: '50701' })).toMatchObject({ kind: 'choose' });
  });

  it('proposes the same tier under another word, and leaves to a person what says no tier', () => {
    const agency = (name: string) => suggestions.suggest({ list: 2, localCode: 'X', name });
    expect(agency('UBND xã Quy Nhơn Bắc')).toMatchObject({ kind: 'sure', rows: [{ to: ['H5070122'] }] });
    expect(agency('UBND Hoài Nhơn')).toMatchObject({ kind: 'choose', rows: [{ to: ['H50703'] }] });
  });
});
