import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { writeTestWorkbook } from '../../libs/sources/src/testing/a-workbook';
import { Aviary } from './canaries';
import { Scanner } from './scanner';
import { inside } from './sinks';
import { attachmentsOf } from './unpack';

const aviary = new Aviary();
const name = aviary.petition('TC-1', 'denouncer').name('họ tên');
const scanner = new Scanner(aviary.canaries);

function found(bytes: Buffer): number {
  return scanner.scan([inside('a place', [{ where: 'here', bytes }])]).length;
}

describe('a name that somebody packed', () => {
  it.each([
    ['gzip', gzipSync(name)],
    [
      'gzip inside gzip, in the middle of other bytes',
      Buffer.concat([Buffer.alloc(99), gzipSync(gzipSync(name))]),
    ],
    ['gzip that was cut off', gzipSync(`${name} ${'và người khác '.repeat(400)}`).subarray(0, -9)],
    ['a stream of a PDF file', Buffer.concat([Buffer.from('<</Length 9>>\nstream\r\n'), deflateSync(name)])],
  ])('is found in %s', (_what, bytes) => {
    expect(bytes.includes(name)).toBe(false);
    expect(found(bytes)).toBeGreaterThan(0);
  });

  it('is found in a workbook', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-unpack-'));
    try {
      await writeTestWorkbook(join(folder, 'a.xlsx'), { name: 'Sổ', rows: [['x', name]] });
      expect(found(readFileSync(join(folder, 'a.xlsx')))).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is found in a file inside the JSON of a body, whatever the file is packed with', () => {
    const body = JSON.stringify({ FileDinhKem: gzipSync(name).toString('base64').replaceAll('/', '\\/') });
    const pieces = attachmentsOf({ where: 'body', bytes: Buffer.from(body.replaceAll('\\\\/', '\\/')) });
    expect(scanner.scan([inside('files', pieces)]).length).toBeGreaterThan(0);
  });

  it('is not found where there is none, even when bytes look like an archive', () => {
    expect(found(gzipSync('không có ai'))).toBe(0);
    expect(found(Buffer.from('PK\x03\x04 stream\nx và không có gì', 'latin1'))).toBe(0);
  });
});
