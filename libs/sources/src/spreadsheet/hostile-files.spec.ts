import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_FILES } from '../../../../test/corpus';
import { spawnTypescript } from '../../../../test/environment';
import type { FileSourceDefinition } from '../definition/source-definition';
import { aSource } from '../testing/a-source';
import { writeTestWorkbook } from '../testing/a-workbook';
import { FileRefused, refusalText } from './refusals';
import { inspectFile } from './table/inspect-file';
import { openTableFile } from './table/open-table-file';
import { inspect } from './worker/reading';
import { documentedFigure } from '../../../../test/figures/figures';

const MB = 1024 * 1024;
const { files, record } = aSource(`id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, columns: { so: "Số đơn", ten: "Họ tên" } }
record: { key: so }
map: { registerNo: { column: so } }`) as FileSourceDefinition;

describe('a hostile file is refused with a plain reason:', () => {
  let folder = '';
  let peakMb = 0;
  let startMb = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-hostile-'));
    // In a process of its own: making them takes more memory than reading them may.
    const corpus = JSON.stringify(join(__dirname, '../../../../test/corpus'));
    const write = `require('node:fs').writeFileSync(${JSON.stringify(folder)} + '/' + at, file.bytes())`;
    const child = spawnTypescript(`require(${corpus}).HOSTILE_FILES.forEach((file, at) => ${write})`);
    await once(child, 'exit');
    startMb = process.memoryUsage().rss / MB;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    process.stdout.write(
      `hostile files tried: ${HOSTILE_FILES.length}, memory at most ${peakMb.toFixed(0)} MB\n`,
    );
  });

  it('as many files as docs/security/figures.md says', () => {
    expect(documentedFigure('hostile-files', HOSTILE_FILES.length)).toBe(HOSTILE_FILES.length);
  });

  /** What the reading thread does, without the thread: memory is then that of this process. */
  async function refusalOf(path: string, name: string): Promise<FileRefused> {
    const look = async (): Promise<never> => {
      const file = await openTableFile(path, name, files.layout.csv);
      try {
        await inspectFile(file, files.layout, record);
      } finally {
        file.close();
      }
      throw new Error('accepted');
    };
    return look().catch((err: unknown) => err as FileRefused);
  }

  it.each(HOSTILE_FILES.map((hostile, at) => [hostile.about, at, hostile] as const))(
    '%s',
    async (_about, at, { name, refusal }) => {
      const path = join(folder, String(at));
      const watch = setInterval(
        () => (peakMb = Math.max(peakMb, process.memoryUsage().rss / MB - startMb)),
        5,
      );
      const found = await refusalOf(path, name);
      clearInterval(watch);
      expect(found).toBeInstanceOf(FileRefused);
      expect(found.code).toMatch(refusal);
      for (const sentence of refusalText(found.code, found.detail)) {
        expect(sentence).not.toMatch(/\{detail\}|Bí Mật|passwd|evil\.example|Error|\.ts\b/);
        expect(sentence.length).toBeLessThan(400);
      }
    },
  );

  it('at least a hundred of them, and nothing is left beside them', () => {
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(100);
    expect(readdirSync(folder)).toHaveLength(HOSTILE_FILES.length);
    expect(peakMb).toBeLessThan(128);
  });

  it('a file whose reading never ends is given up in time', async () => {
    const path = join(folder, 'long.xlsx');
    const rows = Array.from({ length: 20_000 }, (_row, at) => [`A${at}`, 'x'.repeat(50)]);
    await writeTestWorkbook(path, { name: 'Sổ', rows: [['Số đơn', 'Họ tên'], ...rows] });
    const task = { path, name: 'long.xlsx', layout: files.layout, record };
    await expect(inspect(task, 1)).rejects.toMatchObject({ code: 'TOO_BIG', detail: 'đọc quá lâu' });
    expect((await inspect(task)).lines).toHaveLength(20_000);
  });
});
