import type { ReadSheet } from '@kntc/domain';
import { FileRefused } from '../refusals';
import type { TableFile } from '../rows';

/** Every visible sheet of a file with its rows. @throws FileRefused when all together have more rows than `most` */
export async function readTables(file: TableFile, most: number): Promise<readonly ReadSheet[]> {
  const tables: ReadSheet[] = [];
  let left = most;
  for (const [index, { name, visible }] of file.sheets.entries()) {
    if (!visible) continue;
    const rows: ReadSheet['rows'][number][] = [];
    for await (const batch of file.rows(index)) {
      left -= batch.length;
      if (left < 0) throw new FileRefused('TOO_BIG', `hơn ${most} dòng`);
      rows.push(...batch.map(({ number, cells }) => ({ number, cells })));
    }
    tables.push({ name, rows });
  }
  return tables;
}
