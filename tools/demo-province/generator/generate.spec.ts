import { readFileSync } from 'node:fs';
import { EXPECTED_CSV } from '../expected-file';
import type { Petition } from '../store/rows';
import { shinglesOf, similarity } from '../texts/compose-content';
import { REFERENCE_DAY } from './days';
import { expectedCsv, generateDemoProvince } from './generate';
import { REPAIRABLE_KINDS } from './text-dirt';

const province = generateDemoProvince();
const clean = province.clean.map(({ petition }) => petition);
const sum = (count: (petition: Petition) => number): number =>
  clean.reduce((total, one) => total + count(one), 0);

it('makes the same province every time', () => {
  expect(JSON.stringify(generateDemoProvince())).toBe(JSON.stringify(province));
});

it('has the 639 petitions of the report of 2019: 280 complaints, 42 denunciations, 317 proposals', () => {
  const ofKind = (code: string): number => clean.filter(({ don }) => don.loai_don === code).length;
  expect([clean.length, ofKind('1'), ofKind('2'), ofKind('3')]).toEqual([639, 280, 42, 317]);
});

it('reaches every step often enough', () => {
  expect(sum((one) => one.xu_ly.length)).toBeGreaterThanOrEqual(500);
  expect(sum((one) => one.thu_ly.length)).toBeGreaterThanOrEqual(300);
  expect(sum((one) => one.quyet_dinh.length)).toBeGreaterThanOrEqual(200);
  expect(sum((one) => one.thi_hanh.length)).toBeGreaterThanOrEqual(80);
  const parts = clean.flatMap((one) =>
    one.quyet_dinh.map(({ id }) => one.thi_hanh.filter((row) => row.quyet_dinh_id === id).length),
  );
  expect(parts.filter((count) => count >= 2 && count <= 4).length).toBeGreaterThanOrEqual(20);
});

it('has all complaints handled and all denunciations accepted, none of them anonymous or secret', () => {
  expect(clean.filter(({ don, xu_ly }) => don.loai_don === '1' && xu_ly.length !== 1)).toEqual([]);
  const denunciations = clean.filter(({ don }) => don.loai_don === '2');
  expect(denunciations.filter(({ thu_ly, nguoi }) => thu_ly.length !== 1 || nguoi.length === 0)).toEqual([]);
  expect(denunciations.filter(({ don }) => don.nac_danh === '1' || don.do_mat === 'M')).toEqual([]);
});

it('dates every milestone after the one before it and nothing after the reference day', () => {
  const typed = (day: string | null): string =>
    day?.includes('/') ? day.split('/').toReversed().join('-') : (day ?? '');
  for (const one of clean) {
    const days = [
      one.don.ngay_viet ?? '2000-01-01',
      typed(one.don.ngay_nhan),
      ...one.xu_ly.map((row) => row.ngay_xu_ly),
      ...one.thu_ly.map((row) => row.ngay_thu_ly.slice(0, 10)),
      ...one.xac_minh.flatMap((row) => [row.ngay_quyet_dinh, row.ngay_bao_cao ?? '']),
      ...one.doi_thoai.map((row) => row.ngay),
      ...one.quyet_dinh.map((row) => row.ngay_ban_hanh),
      ...one.thi_hanh.map((row) => row.ngay),
      one.don.ngay_ket_thuc ?? REFERENCE_DAY,
      REFERENCE_DAY,
    ];
    expect(days).toEqual(days.toSorted());
  }
});

it('extends the term of some petitions between acceptance and the day that was due before', () => {
  const extended = clean.filter(({ gia_han: rows }) => rows.length > 0);
  expect(extended.length).toBeGreaterThanOrEqual(10);
  for (const {
    gia_han: rows,
    thu_ly: [taken],
  } of extended)
    for (const { ngay, han_moi: until } of rows) {
      expect(ngay > (taken?.ngay_thu_ly ?? '').slice(0, 10)).toBe(true);
      expect(until > (taken?.han_giai_quyet ?? '')).toBe(true);
      expect(ngay <= REFERENCE_DAY).toBe(true);
    }
});

it('tells enforcement rows of one decision apart by day and agency', () => {
  const keys = clean.flatMap((one) =>
    one.thi_hanh.map((row) => `${row.quyet_dinh_id} ${row.ngay} ${row.ma_cq}`),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

it('writes no two petitions that look alike', () => {
  const texts = clean.map(({ don }) => shinglesOf((don.noi_dung ?? '').normalize('NFC')));
  let worst = 0;
  texts.forEach((text, index) => {
    for (const other of texts.slice(0, index)) worst = Math.max(worst, similarity(text, other));
  });
  expect(worst).toBeLessThan(0.5);
});

it('carries each kind of repairable damage at least twice', () => {
  const spoiled = clean.filter(
    ({ don, nguoi }) => don.id % 20 === 0 && don.loai_don !== '2' && nguoi.length > 0,
  );
  expect(spoiled.length).toBeGreaterThanOrEqual(2 * REPAIRABLE_KINDS);
  const texts = clean.map(({ don }) => don.noi_dung ?? '').join('\n');
  for (const sign of ['ā', 'ÿ', 'Ð', '\u00a0', '<p', '🌾']) expect(texts).toContain(sign);
});

it('has amounts beyond 32 bits and areas with halves and quarters', () => {
  const amounts = clean.flatMap((one) => [...one.quyet_dinh, ...one.thi_hanh]);
  expect(amounts.filter((row) => BigInt(row.tra_lai_tien ?? '0') > 2_147_483_647n).length).toBeGreaterThan(5);
  const areas = amounts.map((row) => row.tra_lai_dat_o ?? '');
  for (const end of ['.5', '.25'])
    expect(areas.filter((area) => area.endsWith(end)).length).toBeGreaterThan(0);
});

it('attaches small files to sixty petitions that may send them, and to some denunciations that may not', () => {
  const withFiles = clean.filter(({ tai_lieu }) => tai_lieu.length > 0);
  expect(withFiles.filter(({ don }) => don.loai_don !== '2')).toHaveLength(60);
  expect(withFiles.filter(({ don }) => don.loai_don === '2').length).toBeGreaterThan(3);
  const sizes = withFiles.flatMap(({ tai_lieu }) => tai_lieu.map(({ noi_dung }) => noi_dung.length));
  expect(Math.max(...sizes)).toBeLessThan(6000);
});

it('agrees with the committed list of rows that must not arrive', () => {
  expect(readFileSync(EXPECTED_CSV, 'utf8')).toBe(expectedCsv(province.expectations));
});

it('has at least two rows for every reason a row can cause', () => {
  const perCode = new Map<string, number>();
  for (const { code } of province.expectations) perCode.set(code, (perCode.get(code) ?? 0) + 1);
  expect([...perCode].filter(([, count]) => count < 2)).toEqual([]);
  expect([...perCode.keys()].toSorted()).toEqual(
    [
      'BAD_DATE',
      'BAD_NUMBER',
      'BEFORE_START_CLOSED',
      'BEFORE_START_OPEN',
      'DATE_ORDER',
      'EXACT_DUPLICATE',
      'ILLEGAL_JUMP',
      'LOCAL_ONLY',
      'MANY_PEOPLE_IN_ONE_FIELD',
      'MISSING_MANDATORY',
      'NOT_CLASSIFIED',
      'NOT_RELEASED',
      'SECRET_RECORD',
      'TEXT_SUSPECT',
      'TEXT_TOO_LONG',
      'UNKNOWN_CODE',
      'UNKNOWN_VALUE',
    ].toSorted(),
  );
});
