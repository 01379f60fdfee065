import fc from 'fast-check';
import type { MappedRecord, RawRecord, RawRow } from '@kntc/domain';
import { DUPLICATE_KEY } from '../connector';
import { aSource, sourceYaml } from '../testing/a-source';
import { mapped, RECORD } from '../testing/mapped';
import { mapRecord } from './map-record';

const one = (field: string, row: RawRow, rest?: string): MappedRecord =>
  mapped(`  ${field}`, row, rest === undefined ? {} : { rest });

describe('values', () => {
  it.each<[string, RawRow, object]>([
    ['kind: { column: a, values: { khieu nai: KN } }', { a: ' Khiếu NẠI ' }, { kind: 'KN' }],
    ['kind: { column: a }', { a: 'TC' }, { kind: 'TC' }],
    ['receivingAgency: { const: TTT }', {}, { receivingAgency: 'TTT' }],
    ['channel: { column: a, values: { 1: BD, 2: ~ } }', { a: '2' }, {}],
    ['channel: { column: a, values: { 1: BD }, otherwise: nothing }', { a: '9' }, {}],
    ['receivedDate: { column: a }', { a: '2024-06-08 23:30:00+00' }, { receivedDate: '2024-06-09' }],
    ['receivedDate: { column: a, date: dd/MM/yyyy }', { a: '09/06/2024' }, { receivedDate: '2024-06-09' }],
    ['anonymous: { column: a }', { a: 't' }, { anonymous: true }],
    ['anonymous: { column: a }', { a: 'Không' }, { anonymous: false }],
    ['anonymous: { column: a, true: [nặc danh], false: [""] }', { a: 'NAC DANH' }, { anonymous: true }],
    ['headCount: { column: a }', { a: 12 }, { headCount: 12 }],
    ['content: { column: a }', { a: '<p>Một</p>' }, { content: 'Một' }],
    ['content: { column: a }', { a: '<p>&nbsp;</p>' }, {}],
    [
      'registerNo: { concat: [{ column: a }, { const: / }, { column: b }] }',
      { a: '12', b: '2024' },
      { registerNo: '12/2024' },
    ],
    [
      'registerNo: { concat: [{ column: a }, { const: / }, { column: b }] }',
      { a: '12', b: ' ' },
      { registerNo: '12' },
    ],
    ['registerNo: { concat: [{ column: a }, { const: / }, { column: b }] }', { a: null }, {}],
    [
      'organisationAddress: { concat: [{ column: a }, { const: ", " }, { column: b }, { const: ", " }, { column: c }] }',
      { a: 'Số 1', b: null, c: 'Huế' },
      { organisationAddress: 'Số 1, Huế' },
    ],
    [
      'channel: { column: a, when: { column: b, equals: x }, else: { const: KHAC } }',
      { a: 'BD', b: 'y' },
      { channel: 'KHAC' },
    ],
    [
      'channel: { column: a, when: { column: b, matches: "^\\\\d+$" } }',
      { a: 'BD', b: '12' },
      { channel: 'BD' },
    ],
    [
      'channel: { column: a, when: { not: { any: [{ column: b, in: [x, y] }, { column: c, present: true }] } } }',
      { a: 'BD', b: 'z' },
      { channel: 'BD' },
    ],
  ])('%s of %j', (field, row, draft) => {
    expect(one(field, row)).toMatchObject({ draft, issues: [], warnings: [] });
    expect(one(field, row).draft).toEqual(draft);
  });

  it('treats the null words of the source as nothing, also as timestamps at midnight', () => {
    const rest = 'nulls: ["0001-01-01", "không có"]';
    for (const a of [null, '', '  ', '0001-01-01', '0001-01-01 00:00:00', 'không có'])
      expect(one('receivedDate: { column: a }', { a }, rest)).toMatchObject({ draft: {}, issues: [] });
    expect(one('receivedDate: { column: missing }', {}).issues).toEqual([]);
  });

  it.each<[string, string, object]>([
    ['receivedDate: { column: a, nulls: ["1900-01-01"] }', '1900-01-01 00:00:00', {}],
    ['registerNo: { column: a, nulls: ["0", "-"] }', ' - ', {}],
    ['registerNo: { column: a, nullsMatching: "^[.0-]+$" }', '..', {}],
    ['registerNo: { column: a, nullsMatching: "^[.0-]+$" }', '0.1', { registerNo: '0.1' }],
    ['registerNo: { column: a, cutAt: 5 }', '😀1234', {}],
    ['registerNo: { column: a, cutAt: 5 }', '1234', { registerNo: '1234' }],
    ['registerNo: { column: a, cutAt: 5 }', '123456', { registerNo: '123456' }],
  ])('%s of %j', (field, a, draft) => {
    expect(one(field, { a }).draft).toEqual(draft);
  });

  it('reads files from bytes and strict base64 only', () => {
    const map = '  attachments: { each: t, fields: { content: { column: a } } }';
    const content = (a: string | Uint8Array): unknown =>
      mapped(map, {}, { children: { t: [{ a }] } }).draft.attachments;
    expect(content(new Uint8Array([1]))).toEqual([{ content: new Uint8Array([1]) }]);
    expect(content('AQI=')).toEqual([{ content: new Uint8Array([1, 2]) }]);
    expect(content('/var/tep.pdf')).toEqual([{}]);
  });
});

describe('what cannot be read', () => {
  it.each<[string, string, string, string]>([
    ['content: { column: a, cutAt: 5 }', 'Đất đ', 'TEXT_TRUNCATED', 'content'],
    ['content: { concat: [{ column: a, cutAt: 5 }, { column: b }] }', 'Đất  ', 'TEXT_TRUNCATED', 'content'],
    ['kind: { column: a, values: { kntc: ambiguous } }', 'KNTC', 'AMBIGUOUS_VALUE', 'kind'],
    ['receivedDate: { column: a }', '31/02/2024', 'BAD_DATE', 'receivedDate'],
    ['headCount: { column: a }', 'năm', 'BAD_NUMBER', 'headCount'],
    ['kind: { column: a, values: { 1: KN } }', 'lạ', 'UNKNOWN_VALUE', 'kind'],
    ['kind: { column: a, values: { 1: KN }, otherwise: waiting }', '0', 'NOT_CLASSIFIED', 'kind'],
    ['anonymous: { column: a }', 'có thể', 'UNKNOWN_VALUE', 'anonymous'],
    ['content: { column: a }', 'chữ \ufffd hỏng', 'TEXT_SUSPECT', 'content'],
    ['content: { column: a }', 'x'.repeat(100_001), 'TEXT_TOO_LONG', 'content'],
    ['registerNo: { column: a }', 'x'.repeat(501), 'TEXT_TOO_LONG', 'registerNo'],
    ['channel: { column: a }', 'a\0b', 'TEXT_SUSPECT', 'channel'],
  ])('%s of %j is %s', (field, a, code, path) => {
    const { draft, issues } = one(field, { a });
    expect(draft).toEqual({});
    expect(issues).toMatchObject([{ code, field: path, column: 'a' }]);
    expect(issues[0]?.masked?.length).toBeLessThanOrEqual(40);
  });

  it('only warns where most systems have nothing to say', () => {
    const map = `  petitioners:
    fields:
      fullName: { column: ten }
      birthDate: { column: sinh }
      gender: { column: gioi, values: { nam: male } }
      idNumber: { column: cccd }
      phone: { column: dt }`;
    const row = { ten: 'Nguyễn Văn An', sinh: '31/02/1960', gioi: '?', cccd: '123', dt: '2147483647' };
    const result = mapped(map, row);
    expect(result.issues).toEqual([]);
    expect(result.warnings.map(({ code, field }) => [code, field])).toEqual([
      ['BAD_DATE', 'petitioners[0].birthDate'],
      ['UNKNOWN_VALUE', 'petitioners[0].gender'],
      ['BAD_NUMBER', 'petitioners[0].idNumber'],
      ['BAD_NUMBER', 'petitioners[0].phone'],
    ]);
    expect(result.draft.petitioners).toEqual([
      { fullName: 'Nguyễn Văn An', idNumber: '123', phone: '2147483647' },
    ]);
    const strict = mapped(map, row, { rest: 'mandatory: [petitioners.birthDate]' });
    expect(strict.issues).toMatchObject([{ code: 'BAD_DATE', field: 'petitioners[0].birthDate' }]);
  });

  it('keeps a cell of twenty people together and says so', () => {
    const people = Array.from({ length: 20 }, (_, index) => `${index + 1}. Nguyễn Văn Số`).join('; ');
    const { issues } = mapped('  petitioners: { fields: { fullName: { column: a } } }', { a: people });
    expect(issues).toMatchObject([{ code: 'MANY_PEOPLE_IN_ONE_FIELD', field: 'petitioners[0].fullName' }]);
    expect(issues[0]?.masked).not.toMatch(/\d/);
  });

  it('only warns at the paths the source file is lenient about', () => {
    const rest = 'lenient: [receivedDate, channel]';
    expect(one('receivedDate: { column: a }', { a: '31/02/2024' }, rest)).toMatchObject({
      draft: {},
      issues: [],
      warnings: [{ code: 'BAD_DATE', field: 'receivedDate' }],
    });
    expect(one('channel: { column: a, values: { x: ambiguous } }', { a: 'x' }, rest).issues).toEqual([]);
    expect(one('content: { column: a }', { a: 'b\0c' }, rest).issues).toMatchObject([
      { code: 'TEXT_SUSPECT' },
    ]);
  });

  it('marks a record whose key names two things', () => {
    expect(one('content: { column: a }', { a: 'x', [DUPLICATE_KEY]: true }).issues).toMatchObject([
      { code: 'KEY_NOT_UNIQUE', field: 'localKey' },
    ]);
  });

  it('lists repairs with their field', () => {
    expect(one('content: { column: a }', { a: '<p>Ðơn</p>' }).repairs).toEqual([
      { field: 'content', kind: 'html' },
      { field: 'content', kind: 'look-alike' },
      { field: 'content', kind: 'whitespace' },
    ]);
  });
});

it('puts a record out of scope by the first rule that holds, with its basis', () => {
  const rest = `outOfScope:
  - { when: { column: pv, equals: noi_bo }, basis: Quy chế 12 }
  - { when: { column: pv, present: true }, basis: Khác }`;
  expect(mapped('  content: { column: a }', { pv: 'NOI_BO' }, { rest }).outOfScope).toBe('Quy chế 12');
  expect(mapped('  content: { column: a }', { pv: null }, { rest }).outOfScope).toBeUndefined();
});

it('calls a row a visit without a petition when one of the conditions holds', () => {
  const rest = 'receptionOnly: [{ column: co_don, equals: khong }, { column: pv, equals: luot_tiep }]';
  const isBare = (row: Record<string, string | null>) =>
    mapped('  content: { column: a }', row, { rest }).isBareReception;
  expect([isBare({ co_don: 'KHÔNG' }), isBare({ co_don: 'có', pv: 'luot_tiep' })]).toEqual([true, true]);
  expect(isBare({ co_don: 'có' })).toBe(false);
  expect(mapped('  content: { column: a }', { a: 'x' }).isBareReception).toBe(false);
});

it('maps whatever a source may deliver without throwing, the same way each time', () => {
  const map = `  kind: { column: a, values: { 1: KN } }
  receivedDate: { column: b }
  content: { column: c }
  anonymous: { column: d }
  headCount: { column: e }
  petitioners: { each: n, fields: { fullName: { column: a }, idNumber: { column: b }, phone: { column: c } } }
  rounds: { each: n, fields: { moneyRecovered: { column: a }, residentialLandRecovered: { column: b } } }
  attachments: { each: n, fields: { content: { column: a }, title: { concat: [{ column: a }, { const: "-" }, { column: b }] } } }`;
  const definition = aSource(
    sourceYaml({
      record: RECORD,
      rest: 'children: { n: { query: select 1, parent: k } }',
      map: `map:\n${map}`,
    }),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
    fc.constant(null),
    fc.double(),
    fc.boolean(),
    fc.uint8Array(),
  );
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'), value);
  fc.assert(
    fc.property(row, fc.array(row), (main, n) => {
      const record: RawRecord = { localKey: 'K', row: main, children: { n } };
      const once = mapRecord(definition, record);
      expect(mapRecord(definition, record)).toEqual(once);
      for (const issue of [...once.issues, ...once.warnings]) expect(issue.masked ?? '').not.toMatch(/\d/);
    }),
  );
});
