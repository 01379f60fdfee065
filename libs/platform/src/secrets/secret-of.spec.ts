import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretOf } from './secret-of';

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-secret-'));
  const file = join(folder, 'secret');
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (text: string, mode = 0o640): void => {
    writeFileSync(file, text);
    chmodSync(file, mode);
  };

  it('is its value, or what stands in its file at this moment', () => {
    expect(secretOf({ value: 'one' })()).toBe('one');
    write('two\n');
    const read = secretOf({ file });
    expect(read()).toBe('two');
    write('three');
    expect(read()).toBe('three');
  });

  it('is none in a file that is missing, empty, too long, of several lines, or that everybody may read', () => {
    expect(secretOf({ file: join(folder, 'missing') })()).toBeUndefined();
    for (const text of ['', ' \n', 'x'.repeat(9_000), 'a\nb']) {
      write(text);
      expect(secretOf({ file })()).toBeUndefined();
    }
    write('open', 0o644);
    expect(secretOf({ file })()).toBeUndefined();
  });
});
