import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StandingClock } from '../../testing/a-source';
import { DropFolder } from './drop-folder';

/** Heap that is still in use once everything forgotten was collected, in bytes. */
function keptBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const MB = 1024 * 1024;

describe('a drop folder into which somebody copied an archive', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-drop-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('hands out each of 50,000 files once while they are moved away, in little memory', async () => {
    const files = 50_000;
    for (let file = 0; file < files; file += 1) writeFileSync(join(folder, `${file}.csv`), '');
    const before = keptBytes();
    const drop = new DropFolder(folder, ['*.csv'], new StandingClock());
    const kept: number[] = [];
    let taken = 0;
    for (let file = await drop.next(); file !== undefined; file = await drop.next()) {
      unlinkSync(file.path); // as the inbox does: a second time it would not be there
      taken += 1;
      if (taken % 10_000 === 1) kept.push(keptBytes() - before);
    }
    expect(taken).toBe(files);
    expect(kept).toHaveLength(5);
    expect(Math.max(...kept)).toBeLessThan(20 * MB);
    expect(readdirSync(folder)).toEqual([]);
    expect(keptBytes() - before).toBeLessThan(5 * MB);
  }, 240_000);
});
