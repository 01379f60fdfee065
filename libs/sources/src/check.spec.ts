import { Client } from 'pg';
import { useDatabase } from '../../../test/environment/test-database';
import { checkSource } from './check';
import { readCrosswalkText } from './definition/load-crosswalks';
import { problemLine } from './definition/problems';
import { previewSource } from './preview';
import { aSource, sourceYaml, StandingClock } from './testing/a-source';

const RECORD = '  query: |\n    select *\n    from don\n  key: so_ho_so\n  watermark: sua_luc';
const CHILDREN = 'children:\n  nguoi: { query: select * from nguoi, parent: so_ho_so, orderBy: id }';
const MAP = `map:
  kind: { column: loai, values: { khieu nai: KN } }
  channel: { column: nguon }
  receivedDate: { column: ngay }
  petitioners: { each: nguoi, fields: { fullName: { column: ho_ten }, idNumber: { column: cccd }, birthDate: { column: sinh } } }`;

describe('checking and previewing a source', () => {
  let admin: Client;
  afterAll(() => admin.end()); // before the database goes
  const database = useDatabase();
  const deps = () => ({
    clock: new StandingClock(),
    env: { KNTC_TEST_SOURCE: database.url },
    crosswalk: readCrosswalkText('c.yaml', 'source: test\nlists: { 5: { BD: { to: "1" } } }').rows,
  });
  const check = async (yaml: string) => {
    const { problems, warnings } = await checkSource(aSource(yaml), deps());
    // The account of the tests may do everything, and is told so: `sql/rights.spec.ts`.
    const others = warnings.map(problemLine).filter((line) => !line.includes('viewsOnly'));
    return { problems: problems.map(problemLine), warnings: others };
  };

  beforeAll(async () => {
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(`
      create table don (so_ho_so text, loai text, nguon text, ngay text, sua_luc timestamp);
      create table nguoi (id serial, so_ho_so text, ho_ten text, cccd text, sinh text);
      insert into don values ('A', 'Khiếu nại', 'BD', '09/06/2024', now()), ('B', 'khieu nại ', 'BĐ', '31/02/2024', now()),
        ('C', 'Tố cáo', 'BĐ', null, null), (null, 'Khiếu nại', null, null, null);
      insert into nguoi (so_ho_so, ho_ten, cccd, sinh) values ('A', 'Nguyễn Văn An', '001095012345', '1960');`);
  });

  it('names values without a meaning, codes without a national one and rows without a key', async () => {
    expect(await check(sourceYaml({ record: RECORD, rest: CHILDREN, map: MAP }))).toEqual({
      problems: [],
      warnings: [
        'sources/test.yaml:9 record.key: 1 dòng không có khoá, cổng không đọc được các dòng này',
        'sources/test.yaml:15 map.kind.column: giá trị «Tố cáo» (1 dòng) không có trong bảng quy đổi: hồ sơ sẽ bị giữ lại',
        'sources/test.yaml:16 map.channel.column: mã «BĐ» (2 dòng) chưa có trong bảng đối chiếu danh mục 5 (có phải «BD»?)',
      ],
    });
  });

  it('names codes joined of several columns that the crosswalk does not know', async () => {
    const joined = `${MAP}
  classification:
    - fields: { code: { concat: [{ column: loai }, { const: " - " }, { column: nguon }] } }`;
    const yaml = sourceYaml({ record: RECORD, rest: CHILDREN, map: joined });
    const rows =
      'source: test\nlists: { 5: { BD: { to: "1" }, BĐ: { to: "1" } }, 6: { Tố cáo - BĐ: { to: "TC.01" } } }';
    const crosswalk = readCrosswalkText('c.yaml', rows).rows;
    const { warnings } = await checkSource(aSource(yaml), { ...deps(), crosswalk });
    const found = warnings.map(problemLine).filter((line) => line.includes('mã ghép'));
    expect(found.toSorted()).toEqual([
      expect.stringContaining('mã ghép «Khiếu nại - BD» (1 dòng) chưa có trong bảng đối chiếu danh mục 6'),
      expect.stringContaining('mã ghép «Khiếu nại» (1 dòng)'),
      expect.stringContaining('mã ghép «khieu nại - BĐ» (1 dòng)'),
    ]);
    expect(found[0]).toContain('map.classification[0].fields.code');
  });

  it('names every column that is not there, with the nearest one, in all parts of the file', async () => {
    const yaml = sourceYaml({
      record: RECORD.replace('sua_luc', 'coalesce(sualuc, sua_luc)').replace('key: so_ho_so', 'key: so_hs'),
      rest: CHILDREN.replace('orderBy: id', 'orderBy: idd'),
      map: MAP.replace('column: ho_ten', 'column: hoten'),
    });
    expect((await check(yaml)).problems).toEqual([
      'sources/test.yaml:9 record.key: column "so_hs" does not exist (có phải «so_ho_so»?)',
      'sources/test.yaml:10 record.watermark: column "sualuc" does not exist (có phải «sua_luc»?)',
      'sources/test.yaml:13 children.nguoi.orderBy: column "idd" does not exist (có phải «id»?)',
      'sources/test.yaml:18 map.petitioners.fields.fullName.column: không có cột «hoten» trong nguoi (có phải «ho_ten»?)',
    ]);
  });

  it('names the digest that is no expression of the query', async () => {
    const yaml = sourceYaml({ record: `${RECORD}\n  digest: md5(noi_dungg)`, rest: CHILDREN, map: MAP });
    expect((await check(yaml)).problems).toEqual([
      'sources/test.yaml:11 record.digest: column "noi_dungg" does not exist',
    ]);
  });

  it('says that a mapped column comes twice', async () => {
    const record = RECORD.replace('select *', 'select d.*, d.nguon').replace('from don', 'from don d');
    const { warnings, problems } = await check(sourceYaml({ record, rest: CHILDREN, map: MAP }));
    expect(problems).toEqual([]);
    expect(warnings[0]).toContain('map.channel.column: truy vấn trả về hai cột tên «nguon»');
  });

  const STATED = `${MAP}
  receivingAgency: { const: UBND xã }
  handling:
    fields:
      direction: { column: loai, values: huong }
      agency: { when: { column: loai, equals: x }, const: STNMT, else: { const: UBND xã } }
  rounds:
    - fields: { result: { column: ngay, values: { xong: DUNG } } }`;
  const HUONG =
    'valueMaps:\n  huong:\n    khieu nai: THU_LY\n    don khac: LUU\n    nham: ambiguous\n    trong:';
  const ROWS = 'lists: { 2: { UBND xa: { to: "1" } }, 5: { BD: { to: "1" } }, 13: { X: { to: "4" } } }';
  const stated = (rest: string, code: string, field: string, list: number) =>
    `sources/test.yaml:${rest}: mã «${code}» ghi sẵn cho trường ${field} chưa có trong bảng đối chiếu danh mục ${list}`;

  it('names constants and targets of value maps without a national code, where they are written', async () => {
    const rest = `${CHILDREN}\n${HUONG}\nlenient: [rounds.result]`;
    const definition = aSource(sourceYaml({ record: RECORD, rest, map: STATED }));
    const crosswalk = readCrosswalkText('crosswalks/t.yaml', `source: test\n${ROWS}`).rows;
    const { warnings } = await checkSource(definition, { ...deps(), crosswalk });
    const lines = warnings.map(problemLine).filter((line) => line.includes('ghi sẵn'));
    const [agency, direction, other, same, result] = lines;
    expect(agency).toBe(
      `${stated('26 map.receivingAgency.const', 'UBND xã', 'Cơ quan tiếp nhận', 2)}: hồ sơ có mã này sẽ chờ bổ sung. ` +
        'Thêm mã này vào danh mục 2 của crosswalks/t.yaml, hoặc sửa dòng này (có phải «UBND xa»?)',
    );
    // THU_LY is not repeated: a column shows it already, with its number of rows.
    const field = 'Xử lý đơn › Hướng xử lý';
    expect(direction).toContain(stated('17 valueMaps.huong.don khac', 'LUU', field, 13));
    const handler = 'Xử lý đơn › Cơ quan xử lý';
    expect(other).toContain(stated('30 map.handling.fields.agency.const', 'STNMT', handler, 2));
    expect(same).toContain(stated('30 map.handling.fields.agency.else.const', 'UBND xã', handler, 2));
    expect(result).toContain('«DUNG»');
    expect(result).toContain('trường sẽ bị bỏ trống'); // lenient
    expect(lines).toHaveLength(5);
  });

  it('warns of rows that point at no national code in their days, where the lists are known', async () => {
    const text = `source: test
lists:
  2: { UBND: { to: H5070777 }, STC: { to: H507.01 } }
  5: { BD: { to: "1", from: 2026-01-01 }, TD: { to: "1" }, CU: { to: "1", until: 2025-06-30 } }
  6: { DD: { to: TC.01.01.01.01 } }
`;
    const crosswalk = readCrosswalkText('crosswalks/t.yaml', text).rows;
    const national = [
      { list: 2, code: 'H507.01', name: 'Sở Tài chính' },
      { list: 5, code: '1', name: 'Bưu điện', validUntil: '2025-06-30' },
    ];
    const { warnings } = await checkSource(aSource(sourceYaml({ record: RECORD })), {
      ...deps(),
      crosswalk,
      national,
    });
    const told = warnings.filter(({ path }) => path.startsWith('lists.'));
    expect(told.map(({ line, path, message }) => `${line} ${path} ${message}`)).toEqual([
      '3 lists.2.UBND mã quốc gia H5070777 của «UBND» không có trong danh mục 2: hồ sơ dùng mã này sẽ chờ. Sửa dòng này',
      '4 lists.5.BD mã quốc gia 1 của «BD» không có trong danh mục 5: hồ sơ dùng mã này sẽ chờ. Sửa dòng này',
      '4 lists.5.TD mã quốc gia 1 của «TD» chỉ có đến 2025-06-30 trong danh mục 5: hồ sơ sau đó sẽ chờ. Thêm until và mã mới',
    ]);
    const unknown = await checkSource(aSource(sourceYaml({ record: RECORD })), { ...deps(), crosswalk });
    expect(unknown.warnings.filter(({ path }) => path.startsWith('lists.'))).toEqual([]);
  });

  it('says nothing of constants the crosswalk knows, nor of those of fields without a national list', async () => {
    const map = `${MAP}\n  receivingAgency: { const: UBND xa }\n  petitionerType: { const: individual }`;
    const crosswalk = readCrosswalkText('crosswalks/t.yaml', `source: test\n${ROWS}`).rows;
    const definition = aSource(sourceYaml({ record: RECORD, rest: CHILDREN, map }));
    const { warnings } = await checkSource(definition, { ...deps(), crosswalk });
    expect(warnings.filter(({ message }) => message.includes('ghi sẵn'))).toEqual([]);
    const others = readCrosswalkText('crosswalks/t.yaml', `source: other\n${ROWS}`).rows;
    const foreign = await checkSource(definition, { ...deps(), crosswalk: others });
    expect(foreign.warnings.map(({ path }) => path)).toContain('map.receivingAgency.const');
  });

  it('names constants also while the source cannot be read', async () => {
    const map = `${MAP}\n  receivingAgency: { const: STNMT }`;
    const env = { KNTC_TEST_SOURCE: 'postgres://ai:bimat@127.0.0.1:1/x' };
    const definition = aSource(sourceYaml({ record: RECORD, rest: CHILDREN, map }));
    const { problems, warnings } = await checkSource(definition, { ...deps(), env });
    expect(problems).toHaveLength(1);
    expect(warnings).toMatchObject([{ path: 'map.receivingAgency.const' }]);
  });

  it('reports an unreachable source at its connection, without the address', async () => {
    const report = await checkSource(aSource(sourceYaml({ record: RECORD })), {
      ...deps(),
      env: { KNTC_TEST_SOURCE: 'postgres://ai:bimat@127.0.0.1:1/x' },
    });
    expect(report.problems).toMatchObject([{ line: 4, path: 'connection' }]);
    expect(JSON.stringify(report)).not.toContain('bimat');
  });

  it('previews records with people masked and issues named, and leaves the source as it was', async () => {
    const before = await admin.query('select * from don order by 1');
    const definition = aSource(sourceYaml({ record: RECORD, rest: CHILDREN, map: MAP }));
    const previewed = await previewSource(
      definition,
      deps(),
      2,
      ({ draft }, key) => `${key} ${draft.kind ?? ''}`,
    );
    expect(previewed).toMatchObject([
      {
        localKey: 'A',
        judgement: 'A KN',
        draft: {
          kind: 'KN',
          channel: 'BD',
          receivedDate: '2024-06-09',
          petitioners: [{ fullName: 'N•••••••••••n', idNumber: '••••••••••••', birthDate: '•••' }],
        },
        issues: [],
      },
      { localKey: 'B', issues: [{ code: 'BAD_DATE', field: 'receivedDate', masked: '••••••••••' }] },
    ]);
    expect((await admin.query('select * from don order by 1')).rows).toEqual(before.rows);
  });
});
