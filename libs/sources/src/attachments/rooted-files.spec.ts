import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@kntc/domain';
import type { FileReference } from '@kntc/domain';
import { RootedFiles } from './rooted-files';

const LIMIT = { maxBytes: 1_000 };

describe('files below a root', () => {
  let base = '';
  let root = '';
  let files: RootedFiles;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'kntc-files-')));
    root = join(base, 'tep');
    mkdirSync(join(root, '2026'), { recursive: true });
    writeFileSync(join(root, '2026', 'đơn.pdf'), 'nội dung');
    writeFileSync(join(base, 'secret.txt'), 'của người khác');
    files = new RootedFiles(['DON_THU_DIR'], { DON_THU_DIR: root });
  });
  afterEach(() => rmSync(base, { recursive: true }));

  const kindOf = async (path: string): Promise<string> =>
    (await files.inspect('DON_THU_DIR', path, LIMIT)).kind;

  async function found(): Promise<FileReference> {
    const inspected = await files.inspect('DON_THU_DIR', '2026/đơn.pdf', LIMIT);
    if (inspected.kind !== 'file') throw new Error(inspected.kind);
    return inspected.reference;
  }

  async function contentOf(reference: FileReference): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of files.read(reference)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }

  it('are found with size and hash, however the local software writes the path', async () => {
    const reference = await found();
    expect(reference).toMatchObject({
      root: 'DON_THU_DIR',
      path: '2026/đơn.pdf',
      size: Buffer.byteLength('nội dung'),
      sha256: sha256('nội dung'),
    });
    for (const path of ['2026\\đơn.pdf', ' 2026/đơn.pdf ', './2026//đơn.pdf', join(root, '2026/đơn.pdf')])
      expect(await files.inspect('DON_THU_DIR', path, LIMIT)).toEqual({ kind: 'file', reference });
    expect(await contentOf(reference)).toBe('nội dung');
  });

  it('are nowhere else: no way up, no absolute path, no link, no folder, no pipe', async () => {
    symlinkSync(join(base, 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(base, join(root, 'up'));
    const outside = [
      '../secret.txt',
      '2026/../../secret.txt',
      '..\\secret.txt',
      join(base, 'secret.txt'),
      '/etc/passwd',
      'link.txt',
      'up/secret.txt',
      '2026',
      '.',
      '',
      'a\0b',
    ];
    expect(await Promise.all(outside.map(kindOf))).toEqual(outside.map(() => 'not-allowed'));
    expect((await files.inspect('ANOTHER_ROOT', '2026/đơn.pdf', LIMIT)).kind).toBe('not-allowed');
  });

  it('of a root that becomes known later are read from then on', async () => {
    files = new RootedFiles([], { DON_THU_DIR: root });
    expect(await kindOf('2026/đơn.pdf')).toBe('not-allowed');
    files.alsoBelow(['DON_THU_DIR']);
    expect(await kindOf('2026/đơn.pdf')).toBe('file');
  });

  it('are missing, or too large, and say so', async () => {
    writeFileSync(join(root, 'big.pdf'), Buffer.alloc(1_001));
    expect(await Promise.all(['none.pdf', '2026/none/x.pdf', 'big.pdf'].map(kindOf))).toEqual([
      'missing',
      'missing',
      'too-large',
    ]);
  });

  it('stop the source when the root itself is not there: a share that is not mounted is no missing file', async () => {
    rmSync(root, { recursive: true });
    await expect(kindOf('2026/đơn.pdf')).rejects.toMatchObject({ code: 'GW_S101' });
    const unset = new RootedFiles(['DON_THU_DIR'], {});
    await expect(unset.inspect('DON_THU_DIR', 'a', LIMIT)).rejects.toMatchObject({ code: 'GW_S101' });
  });

  it('are not read again while size and time are the same', async () => {
    const known = { ...(await found()), sha256: 'as remembered' };
    expect(await files.inspect('DON_THU_DIR', known.path, { ...LIMIT, known })).toEqual({
      kind: 'file',
      reference: known,
    });
    utimesSync(join(root, known.path), 1, 1);
    expect(await files.inspect('DON_THU_DIR', known.path, { ...LIMIT, known })).toMatchObject({
      reference: { sha256: sha256('nội dung') },
    });
  });

  it.each([
    ['shorter', 'nội'],
    ['longer', 'nội dung thêm'],
    ['of the same size', 'nội dunG'],
  ])('give nothing whole once what lies there is %s', async (_how, content) => {
    const reference = await found();
    writeFileSync(join(root, reference.path), content);
    await expect(contentOf(reference)).rejects.toMatchObject({
      code: 'ATTACHMENT_CHANGED',
      detail: 'changed',
    });
  });

  it('give nothing when they are gone or lie outside now', async () => {
    const reference = await found();
    rmSync(join(root, reference.path));
    await expect(contentOf(reference)).rejects.toMatchObject({ detail: 'missing' });
    symlinkSync(join(base, 'secret.txt'), join(root, reference.path));
    await expect(contentOf(reference)).rejects.toMatchObject({ detail: 'not-allowed' });
  });
});
