import { sourceYaml } from '../testing/a-source';
import { readSourceText } from './load-sources';
import { isSameMapping, mappingChanges } from './mapping-content';

const SQL = sourceYaml({
  record: '  query: select * from don\n  key: so_ho_so\n  watermark: sua_luc\n  overlap: 10m',
  rest: 'pollEvery: 5s\ntimeZone: Asia/Ho_Chi_Minh',
});
const DIGESTED = SQL.replace('overlap: 10m', 'overlap: 10m\n  digest: tom_tat\n  digestPass: 15m');
const FILE = `id: so
title: Sổ
kind: file
files:
  folder: so-theo-doi
  accept: ["*.xlsx"]
  mode: snapshot
  columns: { so_don: "Số đơn", loai: "Loại" }
  skipRows: [numbering]
record: { key: so_don, keyPass: 1h }
map: { registerNo: { column: so_don }, kind: { column: loai, values: { kn: KN } } }
`;

const versionOf = (yaml: string): string => {
  const { source, problems } = readSourceText('sources/x.yaml', yaml, { KNTC_TEST_SOURCE: 'x', OTHER: 'x' });
  if (source === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return source.mappingVersion;
};

/** The text with one place changed; a place that is not there is a mistake of the test. */
const edited = (yaml: string, from: string, to: string): string => {
  expect(yaml).toContain(from);
  return yaml.replace(from, to);
};

describe('IT alone may change', () => {
  it.each([
    ['the title', SQL, 'title: Nguồn thử', 'title: Tên khác'],
    ['how often it is looked at', SQL, 'pollEvery: 5s', 'pollEvery: 1h'],
    ['whether it is read', SQL, 'id: test', 'id: test\nenabled: false'],
    ['who may ring', SQL, 'id: test', 'id: test\nhook: { keys: [A_KEY] }'],
    ['the server', SQL, 'urlEnv: KNTC_TEST_SOURCE', 'urlEnv: OTHER'],
    ['the database product', SQL, 'dialect: postgresql', 'dialect: mariadb'],
    ['how the account is checked', SQL, 'dialect: postgresql', 'dialect: postgresql, viewsOnly: false'],
    ['how far back it looks', SQL, 'overlap: 10m', 'overlap: 1h\n  rescan: 24h'],
    ['how often digests are compared', DIGESTED, 'digestPass: 15m', 'digestPass: 1m'],
    ['how often keys are compared', FILE, 'keyPass: 1h', 'keyPass: 2h'],
    ['where files are dropped', FILE, 'folder: so-theo-doi', 'folderEnv: OTHER'],
    ['comments and form', SQL, 'id: test', '# ghi chú\nid:   test'],
  ])('%s', (_what, yaml, from, to) => {
    const other = edited(yaml, from, to);
    expect(versionOf(other)).toBe(versionOf(yaml));
    expect(isSameMapping(yaml, other)).toBe(true);
    expect(mappingChanges(yaml, other)).toEqual([]);
  });
});

describe('the mapping changes with', () => {
  it.each([
    ['the query', SQL, 'from don', 'from don where true', 'record.query'],
    ['the key', SQL, 'key: so_ho_so', 'key: ma', 'record.key'],
    ['what tells changed rows', SQL, 'watermark: sua_luc', 'watermark: tao_luc', 'record.watermark'],
    ['what tells of quiet changes', DIGESTED, 'digest: tom_tat', 'digest: khac', 'record.digest'],
    ['the schema', SQL, 'dialect: postgresql', 'dialect: postgresql, schema: khac', 'connection.schema'],
    ['a value map', SQL, 'to cao: TC', 'to cao: KNPA', 'map.kind.values.to cao'],
    ['a column', SQL, 'column: noi_dung', 'column: tom_tat', 'map.content.column'],
    ['a step that is fed', SQL, 'handling: true', 'handling: false', 'feeds.handling'],
    ['the start date', SQL, 'id: test', 'id: test\nstartDate: 2018-01-01', 'startDate'],
    ['what counts as nothing', SQL, 'id: test', 'id: test\nnulls: ["0"]', 'nulls'],
    ['a state secret', SQL, 'id: test', 'id: test\nsecret: [{ column: mat, equals: x }]', 'secret'],
    ['the zone of its times', SQL, 'Asia/Ho_Chi_Minh', 'UTC', 'timeZone'],
    ['which files are taken', FILE, '"*.xlsx"', '"*.csv"', 'files.accept'],
    ['how files add up', FILE, 'mode: snapshot', 'mode: cumulative', 'files.mode'],
    ['where a column stands', FILE, 'loai: "Loại"', 'loai: "Loại đơn"', 'files.columns.loai'],
    ['which rows are left out', FILE, '[numbering]', '[totals]', 'files.skipRows'],
  ])('%s', (_what, yaml, ...[from, to, path]) => {
    const other = edited(yaml, from, to);
    expect(versionOf(other)).not.toBe(versionOf(yaml));
    expect(isSameMapping(yaml, other)).toBe(false);
    expect(mappingChanges(yaml, other).map((change) => change.path)).toEqual([path]);
  });

  it('every key a source file may have is either', () => {
    const { problems } = readSourceText('x', `${SQL}\nsomethingNew: 1`, { KNTC_TEST_SOURCE: 'x' });
    expect(problems).toMatchObject([{ path: 'somethingNew' }]);
  });
});

describe('what changes', () => {
  it('stands there with before and after, new and gone', () => {
    const after = SQL.replace('column: noi_dung', 'column: tom_tat, cutAt: 255').replace(
      'timeZone: Asia/Ho_Chi_Minh',
      'lenient: [petitioners.ward]',
    );
    expect(mappingChanges(SQL, after)).toEqual([
      { path: 'lenient', before: undefined, after: '["petitioners.ward"]' },
      { path: 'map.content.column', before: 'noi_dung', after: 'tom_tat' },
      { path: 'map.content.cutAt', before: undefined, after: '255' },
      { path: 'timeZone', before: 'Asia/Ho_Chi_Minh', after: undefined },
    ]);
  });

  it('is all of it where there was nothing', () => {
    const paths = mappingChanges(undefined, SQL).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['kind', 'map.content.column', 'record.query']));
    expect(paths).not.toEqual(expect.arrayContaining(['connection.urlEnv']));
  });

  it('is everything against a text that cannot be read, which is like no other', () => {
    expect(isSameMapping('a: [', 'a: [')).toBe(false);
    expect(mappingChanges('a: [', SQL)).toEqual(mappingChanges(undefined, SQL));
  });
});
