import { join } from 'node:path';
import { openWorkbook } from '../../../libs/sources/src/spreadsheet/workbook/open-workbook';
import { describeWithPacks, packFolder } from '../../environment';
import { RealisticPacks } from './make-packs';

async function cellsOf(folder: string, name: string): Promise<readonly string[]> {
  const file = await openWorkbook(join(folder, `${name}.xlsx`));
  const lines: string[] = [];
  for await (const rows of file.rows(0))
    for (const { number, cells } of rows) {
      const said = cells.map((cell) => cell ?? '');
      lines.push(`${number} ${said.join('|').replace(/\|+$/, '')}`);
    }
  file.close();
  return lines;
}

describeWithPacks('packs made anew', () => {
  it('hold the same cells as the workbooks of the pack at the same rate, although another writer writes them', async () => {
    const packs = RealisticPacks.make('0.05');
    try {
      const made = join(packs.sharedDir, 'local-systems', 'excel-exports');
      for (const name of ['so-theo-doi', 'quan-ly-ho-so-don-thu']) {
        const cells = await cellsOf(made, name);
        expect(cells.length).toBeGreaterThan(300);
        expect(cells).toEqual(await cellsOf(packFolder('excel-exports'), name));
      }
    } finally {
      packs.remove();
    }
  });
});
