import { readSourceText } from './load-sources';
import { problemLine } from './problems';
import type { FileSourceDefinition } from './source-definition';

const FILES = `  folder: so-theo-doi
  mode: snapshot
  headerRows: 11-12
  columns:
    so_don: "Số đơn"
    han: { column: J, header: "Hạn GQ", serialDate: true }
  skipRows: [numbering, { column: A, matches: "^Tháng" }]
  stopAt: [totals, { column: so_don, matches: "^Cộng" }]
  csv: { delimiter: ";", encoding: windows-1258 }`;

function read(files = FILES, record = 'record: { key: so_don }', map = 'registerNo: { column: so_don }') {
  const text = `id: so\ntitle: Sổ\nkind: file\nfiles:\n${files}\n${record}\nmap: { ${map} }`;
  const { source, problems } = readSourceText('sources/so.yaml', text, {});
  return { source: source as FileSourceDefinition | undefined, problems: problems.map(problemLine) };
}

describe('a source file of kind file', () => {
  it('is read with its places, rules and key', () => {
    const { source, problems } = read();
    expect(problems).toEqual([]);
    expect(source).toMatchObject({
      kind: 'file',
      record: { by: 'columns', columns: ['so_don'] },
      files: {
        folder: 'so-theo-doi',
        accept: ['*.xlsx', '*.csv'],
        mode: 'snapshot',
        layout: {
          headerRows: { first: 11, last: 12 },
          columns: [
            { name: 'so_don', header: 'Số đơn', serialDate: false },
            { name: 'han', header: 'Hạn GQ', position: 10, serialDate: true },
          ],
          skipRows: [{ kind: 'numbering' }, { kind: 'matches', column: 1 }],
          stopAt: [{ kind: 'totals' }, { kind: 'matches', column: 'so_don' }],
          csv: { delimiter: ';', encoding: 'windows-1258' },
        },
      },
    });
  });

  it('may have a key of several columns or a digest of them', () => {
    expect(read(FILES, 'record: { key: [so_don, han] }').source?.record).toMatchObject({ by: 'columns' });
    expect(read(FILES, 'record: { key: { hash: [so_don, han] } }').source?.record).toMatchObject({
      by: 'hash',
      columns: ['so_don', 'han'],
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['a folder that leads out', 'folder: so-theo-doi', 'folder: ../x', /«\.\.\/x» không hợp lệ/],
    ['no mode', '  mode: snapshot\n', '', /thiếu khoá «mode»/],
    ['a column that is no letter', 'column: J', 'column: 10', /«10» không phải là chữ cái/],
    ['header rows that are none', '11-12', '12-11', /«12-11» không phải là dòng tiêu đề/],
    ['an unknown encoding', 'windows-1258', 'windows-125', /có phải «windows-1252»|có phải «windows-1258»/],
    ['a rule for an unknown column', 'column: so_don', 'column: so_dn', /có phải «so_don»/],
    ['a broken pattern', '"^Cộng"', '"(Cộng"', /không phải là biểu thức chính quy/],
    ['an unknown rule', 'numbering', 'numberin', /dùng numbering, totals/],
  ])('names %s', (_what, from, to, message) => {
    expect(read(FILES.replace(from, to)).problems.join('\n')).toMatch(message);
  });

  it('names a mapped or key column that files.columns does not have, with the nearest one', () => {
    expect(read(FILES, 'record: { key: so_dom }', 'registerNo: { column: so_donn }').problems).toEqual([
      'sources/so.yaml:14 record.key: không có cột «so_dom» trong files.columns (có phải «so_don»?)',
      'sources/so.yaml:15 map.registerNo.column: không có cột «so_donn» trong files.columns (có phải «so_don»?)',
    ]);
  });

  it('wants header rows when no column has a header text, and no parts of a database', () => {
    const byPosition = '  folder: a\n  mode: snapshot\n  columns: { so_don: { column: A } }';
    expect(read(byPosition).problems).toEqual([expect.stringContaining('ghi headerRows')]);
    expect(read(FILES, 'record: { key: so_don }\nchildren: {}').problems).toEqual([
      expect.stringContaining('khoá «children» không dùng'),
    ]);
  });
});
