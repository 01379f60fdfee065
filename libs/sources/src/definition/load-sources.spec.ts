import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aSource, sourceYaml } from '../testing/a-source';
import { loadCrosswalks, readCrosswalkText } from './load-crosswalks';
import { loadSources, readSourceText } from './load-sources';
import { nearest, problemLine } from './problems';

const ENV = { KNTC_TEST_SOURCE: 'postgres://localhost/x' };
const RECORD = '  query: select * from don\n  key: so_ho_so';

const linesOf = (yaml: string): readonly string[] =>
  readSourceText('s.yaml', yaml, ENV).problems.map(problemLine);

describe('a source file', () => {
  it('has defaults for what it leaves out', () => {
    expect(aSource(sourceYaml({ record: RECORD }))).toMatchObject({
      enabled: true,
      pollEveryMs: 5_000,
      timeZone: 'Asia/Ho_Chi_Minh',
      feeds: { handling: true, acceptance: false, resolution: false, enforcement: false },
      record: { overlapMs: 600_000, watermark: undefined },
      mandatory: [],
    });
  });

  it.each([
    ['a far side elsewhere', 'https://kntc.thanhtra.gov.vn/KNTC', '', true],
    [
      'a far side elsewhere, unless it says otherwise',
      'https://kntc.thanhtra.gov.vn',
      'viewsOnly: false, ',
      false,
    ],
    ['one on this machine', 'http://127.0.0.1:8099/KNTC', '', false],
    ['one on this machine, unless it says otherwise', 'http://localhost:8099', 'viewsOnly: true, ', true],
    ['none at all', undefined, '', false],
    ['a name that only begins like this machine', 'https://localhost.evil.vn', '', true],
  ])('wants accounts that read views only towards %s', (_what, address, said, expected) => {
    const yaml = sourceYaml({ record: RECORD }).replace('urlEnv:', `${said}urlEnv:`);
    const { source } = readSourceText('s.yaml', yaml, { ...ENV, NATIONAL_BASE_URL: address });
    expect(source).toMatchObject({ connection: { viewsOnly: expected } });
  });

  it('shows all mistakes at once with line, key path and nearest valid name', () => {
    const yaml = `id: Test Một
title: x
kind: sql
conection: { }
connection: { dialect: postgres, urlEnv: KNTC_TEST_SOURCE }
pollEvery: 5 phút
record:
  query: select 1
  key: k
  watermrk: x
children:
  nguoi: { query: select 1, parent: k }
mandatory: [petitioners.fullname]
valueMaps:
  loai: { kn: KN, KN: TC, tc: TO }
map:
  knd: { column: loai }
  kind: { column: loai, values: lo }
  receivedDate: { column: n, date: [dd/MM/yy], true: [x] }
  petitioners: { each: ngui, fields: { fullNam: { column: a } } }
  handling: [{ fields: {} }]
  content: { column: a, const: b }
  anonymous: { column: a, when: { colum: b, equals: c } }
`;
    expect(linesOf(yaml)).toEqual([
      's.yaml:1 id: «Test Một» không hợp lệ: chỉ dùng a–z, 0–9 và dấu gạch nối',
      's.yaml:4 conection: không có khoá «conection» (có phải «connection»?)',
      's.yaml:5 connection.dialect: chưa có phương ngữ «postgres» (có phải «postgresql»?)',
      's.yaml:6 pollEvery: «5 phút» không phải là khoảng thời gian; ví dụ 500ms, 5s, 2m, 1h',
      's.yaml:10 record.watermrk: không có khoá «watermrk» (có phải «watermark»?)',
      's.yaml:13 mandatory[0]: không có trường «petitioners.fullname» (có phải «petitioners.fullName»?)',
      's.yaml:15 valueMaps.loai.KN: «KN» trùng với một khoá khác (so sánh không phân biệt hoa thường, dấu)',
      's.yaml:17 map.knd: không có trường «knd» (có phải «kind»?)',
      's.yaml:18 map.kind.values: không có bảng quy đổi «lo» trong valueMaps (có phải «loai»?)',
      's.yaml:19 map.receivedDate.date: dạng ngày «dd/MM/yy»: năm hai chữ số không rõ thế kỷ; dùng yyyy hoặc 20yy',
      's.yaml:19 map.receivedDate.true: «true» chỉ dùng cho trường kiểu boolean, trường này kiểu date',
      's.yaml:20 map.petitioners.each: không có tập con «ngui» trong children (có phải «nguoi»?)',
      's.yaml:20 map.petitioners.fields.fullNam: không có trường «fullNam» (có phải «fullName»?)',
      's.yaml:21 map.handling: nhóm này chỉ có một, không dùng danh sách',
      's.yaml:22 map.content: cần đúng một trong: column, const, concat',
      's.yaml:23 map.anonymous.when.colum: không có khoá «colum» (có phải «column»?)',
      's.yaml:23 map.anonymous.when: thiếu khoá «column»',
    ]);
  });

  it('refuses a time to compare digests where there are none, and one that is no time', () => {
    expect(linesOf(sourceYaml({ record: `${RECORD}\n  digestPass: 5m` }))).toEqual([
      expect.stringMatching(/^s\.yaml:\d+ record\.digestPass: «digestPass» chỉ có nghĩa khi có «digest»$/),
    ]);
    expect(linesOf(sourceYaml({ record: `${RECORD}\n  digest: md5(a)\n  digestPass: mai` }))).toEqual([
      expect.stringContaining('record.digestPass: «mai» không phải là khoảng thời gian'),
    ]);
  });

  it('shows mistakes in what means nothing, was cut, names people or only warns', () => {
    const map = `map:
  kind: { people: { column: a } }
  channel: { column: a, nullsMatching: "(", cutAt: 0 }
  petitioners: { people: { colum: a }, fields: { fullName: { column: a } } }
  rounds: { people: { column: a } }
  agent: { people: { column: a } }`;
    const rest = 'mandatory: [channel]\nlenient: [chanel, channel]';
    expect(linesOf(sourceYaml({ record: RECORD, map, rest }))).toEqual([
      's.yaml:10 lenient[0]: không có trường «chanel» (có phải «channel»?)',
      's.yaml:10 lenient: «channel» không thể vừa bắt buộc (mandatory) vừa bỏ qua được (lenient)',
      's.yaml:12 map.kind.people: «people» chỉ dùng cho trường kiểu integer, trường này kiểu choice; với nhóm người, đặt «people» ngang hàng «fields»',
      's.yaml:13 map.channel.nullsMatching: biểu thức chính quy không hợp lệ: (',
      's.yaml:13 map.channel.cutAt: «0» không phải là độ rộng cột (số ký tự từ 1 đến 100000)',
      's.yaml:14 map.petitioners.fields: «fullName» đã có trong «people», bỏ một trong hai',
      's.yaml:14 map.petitioners.people.colum: không có khoá «colum» (có phải «column»?)',
      's.yaml:14 map.petitioners.people: cần đúng một trong: column, const, concat',
      's.yaml:15 map.rounds.people: «people» chỉ dùng cho nhóm nhiều người',
      's.yaml:16 map.agent.people: «people» chỉ dùng cho nhóm nhiều người',
    ]);
  });

  it('refuses dates and time zones that do not exist', () => {
    const rest = 'startDate: 01/01/2018\ntimeZone: Asia/Saigom';
    expect(linesOf(sourceYaml({ record: RECORD, rest }))).toEqual([
      's.yaml:9 startDate: «01/01/2018» không phải là ngày dạng yyyy-MM-dd',
      's.yaml:10 timeZone: không có múi giờ «Asia/Saigom» (có phải «Asia/Ho_Chi_Minh»?)',
    ]);
  });

  it.each([
    ['a tab', 'id:\n\tx'],
    ['a double key', 'id: a\nid: b'],
    ['a list', '- a'],
    ['nothing', ''],
    ['a loop of aliases', 'id: &a [*a]'],
  ])('reports %s with a line and does not throw', (_what, yaml) => {
    const { source, problems } = readSourceText('s.yaml', yaml, ENV);
    expect(source).toBeUndefined();
    expect(problems[0]?.line).toBeGreaterThan(0);
  });

  it('names the variable that holds no address, never the address', () => {
    const { problems } = readSourceText('s.yaml', sourceYaml({ record: RECORD }), {});
    expect(problems.map(problemLine)).toEqual([
      's.yaml:4 connection.urlEnv: chưa đặt biến môi trường KNTC_TEST_SOURCE',
    ]);
    const secret = sourceYaml({ record: RECORD }).replace('KNTC_TEST_SOURCE', 'postgres://u:bimat@h/d');
    expect(JSON.stringify(readSourceText('s.yaml', secret, {}).problems)).not.toContain('bimat');
  });

  it('keeps codes as they are written', () => {
    const map =
      'map:\n  kind: { column: loai, values: { 01: KN, no: TC, 1.0: KNPA } }\n  channel: { const: 007 }';
    const { map: shape } = aSource(sourceYaml({ record: RECORD, map }));
    expect([...(shape.fields.get('kind')?.expression.values ?? [])]).toEqual([
      ['01', 'KN'],
      ['no', 'TC'],
      ['1.0', 'KNPA'],
    ]);
    expect(shape.fields.get('channel')?.expression.from).toEqual({ kind: 'const', text: '007' });
  });
});

describe('configuration folders', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-config-'));
    mkdirSync(join(folder, 'sources'));
    mkdirSync(join(folder, 'crosswalks'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('loads the sound sources beside the faulty ones and refuses a second source of the same id', () => {
    writeFileSync(join(folder, 'sources/a.yaml'), sourceYaml({ record: RECORD }));
    writeFileSync(join(folder, 'sources/b.yaml'), sourceYaml({ record: RECORD }));
    writeFileSync(join(folder, 'sources/c.yaml'), 'id: c');
    writeFileSync(join(folder, 'sources/readme.txt'), 'x');
    const { sources, problems } = loadSources(folder, ENV);
    expect(sources.map((source) => source.file)).toEqual(['sources/a.yaml']);
    expect(new Set(problems.map((problem) => problem.file))).toEqual(
      new Set(['sources/b.yaml', 'sources/c.yaml']),
    );
  });

  it('finds nothing where there is nothing', () => {
    expect(loadSources(join(folder, 'nowhere'), ENV)).toEqual({ sources: [], problems: [] });
    expect(loadCrosswalks(join(folder, 'nowhere'))).toEqual({ rows: [], problems: [] });
  });

  it('finds overlapping periods across files', () => {
    writeFileSync(join(folder, 'crosswalks/a.yaml'), 'source: s\nlists:\n  2:\n    A: { to: "1" }');
    writeFileSync(
      join(folder, 'crosswalks/b.yaml'),
      'source: s\nlists:\n  2:\n    A: { to: "2", from: 2025-07-01 }',
    );
    expect(loadCrosswalks(folder).problems.map(problemLine)).toEqual([
      'crosswalks/b.yaml:4 lists.2.A: thời hạn chồng lên dòng 4 của crosswalks/a.yaml',
    ]);
  });

  it('takes targets of one split as one statement, and another statement in those days as an overlap', () => {
    const file = join(folder, 'crosswalks/a.yaml');
    writeFileSync(file, 'source: s\nlists: { 1: { A: [{ to: ["1", "2"] }] } }');
    expect(loadCrosswalks(folder).problems).toEqual([]);
    writeFileSync(file, 'source: s\nlists: { 1: { A: [{ to: ["1", "2"] }, { to: "3" }] } }');
    expect(loadCrosswalks(folder).problems).toHaveLength(1);
  });
});

describe('a crosswalk file', () => {
  it('gives one row per code and period', () => {
    const yaml = `source: s
lists:
  2:
    TTT: { to: H507.02 }
    " STNMT ":
      - { to: H507.03, until: 2025-06-30 }
      - { to: H507.99, from: 2025-07-01 }
  5: { 01: { to: 1 } }`;
    expect(readCrosswalkText('c.yaml', yaml).rows).toEqual([
      expect.objectContaining({ sourceId: 's', list: 2, localCode: 'TTT', nationalCode: 'H507.02', line: 4 }),
      expect.objectContaining({
        localCode: 'STNMT',
        nationalCode: 'H507.03',
        validUntil: '2025-06-30',
        line: 6,
      }),
      expect.objectContaining({
        localCode: 'STNMT',
        nationalCode: 'H507.99',
        validFrom: '2025-07-01',
        line: 7,
      }),
      expect.objectContaining({ list: 5, localCode: '01', nationalCode: '1' }),
    ]);
  });

  it('names all units that one was split into, and says why a target is only that of a parent', () => {
    const yaml = `source: s
lists:
  1:
    X: [{ to: 5070103, until: 2025-06-30 }, { to: [5070118, 5070119], from: 2025-07-01 }]
  2: { GPMB: { to: H507.03, parent: "Ban GPMB không có trong danh mục" } }`;
    const { rows, problems } = readCrosswalkText('c.yaml', yaml);
    expect(problems).toEqual([]);
    expect(rows.map((row) => [row.nationalCode, row.validFrom, row.parentNote])).toEqual([
      ['5070103', undefined, undefined],
      ['5070118', '2025-07-01', undefined],
      ['5070119', '2025-07-01', undefined],
      ['H507.03', undefined, 'Ban GPMB không có trong danh mục'],
    ]);
  });

  it('refuses a split into one unit, and a parent without a word why', () => {
    const yaml =
      'source: s\nlists:\n  1: { X: { to: ["1"] }, Y: { to: ["1", "1"] }, Z: { to: "1", parent: "" } }\n  6: { A: { to: "1", parent: x } }';
    expect(readCrosswalkText('c.yaml', yaml).problems.map(problemLine)).toEqual([
      'c.yaml:3 lists.1.X.to: đơn vị chia tách cần ít nhất hai mã quốc gia khác nhau',
      'c.yaml:3 lists.1.Y.to: đơn vị chia tách cần ít nhất hai mã quốc gia khác nhau',
      'c.yaml:3 lists.1.Z.parent: «parent» không được để trống',
      'c.yaml:4 lists.6.A: parent chỉ dùng cho danh mục 2 (cơ quan)',
    ]);
  });

  it.each([
    ['a loop of aliases', 'lists: &a { 2: *a }'],
    ['a loop within a code', 'lists: { 2: { A: &x [{ to: "1" }, *x] } }'],
    [
      'a period that ends before it begins',
      'lists: { 2: { A: { to: "1", from: 2025-07-02, until: 2025-07-01 } } }',
    ],
    ['a code twice', 'lists: { 2: { A: { to: "1" }, A: { to: "2" } } }'],
    ['a code that no database takes', 'lists: { 2: { "A\\0": { to: "1" } } }'],
    ['a target that no database takes', 'lists: { 2: { A: { to: "1\\0" } } }'],
  ])('with %s is refused in one line', (_what, lists) => {
    expect(readCrosswalkText('c.yaml', `source: s\n${lists}`).problems).not.toEqual([]);
  });

  it('reports unknown sources, lists, keys and bad dates', () => {
    const yaml =
      'source: demo-provice\nlists:\n  15: { A: { to: 1 } }\n  2: { A: { too: 1 }, B: { to: 1, from: 2025 } }';
    expect(readCrosswalkText('c.yaml', yaml, ['demo-province']).problems.map(problemLine)).toEqual([
      'c.yaml:1 source: không có nguồn «demo-provice» (có phải «demo-province»?)',
      'c.yaml:3 lists.15: không có danh mục «15»; dùng số từ 1 đến 14',
      'c.yaml:4 lists.2.A.too: không có khoá «too» (có phải «to»?)',
      'c.yaml:4 lists.2.A: thiếu khoá «to»',
      'c.yaml:4 lists.2.B.from: «2025» không phải là ngày dạng yyyy-MM-dd',
    ]);
  });
});

it('proposes only names that are near', () => {
  expect(nearest('Ngày_nhận', ['ngay_nhan', 'ngay_viet'])).toBe('ngay_nhan');
  expect(nearest('xyz', ['ngay_nhan'])).toBeUndefined();
});
