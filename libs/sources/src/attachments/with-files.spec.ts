import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeRawRecord, type RawRecord } from '@kntc/domain';
import { readSourceText } from '../definition/load-sources';
import { mapRecord } from '../mapping/map-record';
import { aSource, sourceYaml } from '../testing/a-source';
import { RootedFiles } from './rooted-files';
import { FileInspection } from './with-files';

const MAP = `
map:
  kind: { column: loai }
  attachments:
    each: tep
    fields:
      fileName: { column: ten }
      content:
        file: { column: duong_dan, root: DON_THU_DIR }
        when: { column: duong_dan, present: true }
        else: { column: noi_dung }
`;
const RECORD = '  query: select 1\n  key: ma\n';
const CHILDREN = 'children: { tep: { query: select 1, parent: ma } }';
const yaml = (rest = '') => sourceYaml({ record: RECORD, map: MAP, rest: `${CHILDREN}\n${rest}` });

describe('attachments of a source', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kntc-attachments-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function looking(text = yaml()) {
    const definition = aSource(text);
    const files = new RootedFiles(['DON_THU_DIR'], { DON_THU_DIR: root });
    const inspection = new FileInspection(definition, files);
    return async (...rows: RawRecord['row'][]) => {
      const raw: RawRecord = { localKey: 'A', row: { loai: 'KN' }, children: { tep: rows } };
      const [seen = raw] = await inspection.look([raw]);
      return { seen, mapped: mapRecord(definition, seen), inspection };
    };
  }

  it('stay where they are: the record keeps path, size and hash, never the bytes', async () => {
    writeFileSync(join(root, 'a.pdf'), 'BÍ MẬT');
    const { seen, mapped } = await looking()({ ten: 'Đơn', duong_dan: 'a.pdf' });
    expect(mapped.draft.attachments).toEqual([
      { fileName: 'Đơn', content: expect.objectContaining({ path: 'a.pdf', size: 9 }) as unknown },
    ]);
    const stored = Buffer.from(encodeRawRecord(seen)).toString('utf8');
    expect(stored).not.toContain('BÍ MẬT');
    expect(stored).not.toContain(Buffer.from('BÍ MẬT').toString('base64'));
  });

  it('come as bytes where the row has them, beside others by path', async () => {
    writeFileSync(join(root, 'a.pdf'), 'x');
    const { mapped } = await looking()(
      { ten: 'A', duong_dan: 'a.pdf', noi_dung: null },
      { ten: 'B', duong_dan: null, noi_dung: new Uint8Array([1, 2]) },
    );
    expect(mapped.issues).toEqual([]);
    expect(mapped.draft.attachments?.[1]?.content).toEqual(new Uint8Array([1, 2]));
  });

  it('that are not there only warn, unless the source says they are mandatory', async () => {
    const row = { ten: 'A', duong_dan: 'none.pdf' };
    const optional = (await looking()(row)).mapped;
    expect([optional.issues, optional.warnings.map(({ code }) => code)]).toEqual([[], ['FILE_MISSING']]);
    expect(optional.draft.attachments).toEqual([{ fileName: 'A' }]);
    const mandatory = (await looking(yaml('mandatory: [attachments.content]'))(row)).mapped;
    expect(mandatory.issues).toMatchObject([
      { code: 'FILE_MISSING', field: 'attachments[0].content', column: 'duong_dan' },
    ]);
  });

  it('that lead outside or are too large stop the record', async () => {
    const look = looking(yaml('attachmentLimits: { perFile: 1KB, perCase: 2KB }'));
    writeFileSync(join(root, 'big.pdf'), Buffer.alloc(1_025));
    writeFileSync(join(root, 'fit.pdf'), Buffer.alloc(1_024));
    const codes = async (...paths: string[]) =>
      (await look(...paths.map((path) => ({ ten: 'A', duong_dan: path })))).mapped.issues.map(
        ({ code, field }) => `${code} ${field}`,
      );
    expect(await codes('../x')).toEqual(['FILE_NOT_ALLOWED attachments[0].content']);
    expect(await codes('big.pdf')).toEqual(['FILE_TOO_LARGE attachments[0].content']);
    expect(await codes('fit.pdf', 'fit.pdf')).toEqual([]);
    expect(await codes('fit.pdf', 'fit.pdf', 'fit.pdf')).toEqual(['FILE_TOO_LARGE attachments']);
    const bytes = await look({ ten: 'A', duong_dan: null, noi_dung: new Uint8Array(1_025) });
    expect(bytes.mapped.issues).toMatchObject([{ code: 'FILE_TOO_LARGE' }]);
  });

  it('that changed make another record; that were merely touched, the same file', async () => {
    const look = looking();
    writeFileSync(join(root, 'a.pdf'), 'một');
    const first = await look({ ten: 'A', duong_dan: 'a.pdf' });
    writeFileSync(join(root, 'a.pdf'), 'hai');
    const [again] = await first.inspection.look([first.seen]);
    const hashes = [first.seen, again].map(
      (one) => JSON.parse(String(Object.values(one?.children['tep']?.[0] ?? {})[2])) as { sha256: string },
    );
    expect(hashes[0]?.sha256).not.toBe(hashes[1]?.sha256);
  });

  it('are explained when the source file is wrong', () => {
    const problems = (text: string) =>
      readSourceText('sources/test.yaml', text, { KNTC_TEST_SOURCE: 'postgres://x' }).problems.map(
        ({ message }) => message,
      );
    expect(problems(yaml('attachmentLimits: { perFile: 3 }'))).toEqual([
      expect.stringContaining('«3» không phải là dung lượng') as unknown,
    ]);
    expect(problems(yaml('attachmentLimits: { perFile: 3MB, perCase: 2MB }'))).toEqual([
      'perCase phải lớn hơn hoặc bằng perFile',
    ]);
    expect(problems(yaml().replace('root: DON_THU_DIR', 'root: ../..'))).toEqual([
      expect.stringContaining('không dùng làm thư mục gốc được') as unknown,
    ]);
    expect(
      problems(yaml().replace('fileName: { column: ten }', 'fileName: { file: { column: a, root: B } }')),
    ).toEqual([expect.stringContaining('«file» chỉ dùng cho nội dung tệp đính kèm') as unknown]);
  });
});
