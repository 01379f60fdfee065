import { sha256 } from '@kntc/domain';
import type { FileRecordDefinition, SheetLayout } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import type { TableFile } from '../rows';
import { findTable } from './find-table';
import { RowKeys } from './row-key';
import { RowsBelow } from './rows-below';
import { tableRows } from './table-rows';

/** What a file is, seen whole, before anything of it is taken in. Holds keys and line numbers, no other cell. */
export interface FileReport {
  readonly sheet: string;
  readonly headerEnd: number;
  readonly positions: ReadonlyMap<string, number>;
  readonly unread: readonly string[];
  /** Line and key of every data row that has a key, in the order of the file. */
  readonly lines: readonly (readonly [line: number, key: string])[];
  /** Keys under which the file shows different rows. */
  readonly doubled: readonly string[];
  /** Lines of data rows without a key. */
  readonly keyless: readonly number[];
  /** Lines that look like data below the row at which reading stops. */
  readonly below: readonly number[];
}

/**
 * Reads the whole file once, so that a fault in its last line stops it before its first row is taken in.
 * @throws FileRefused
 */
export async function inspectFile(
  file: TableFile,
  layout: SheetLayout,
  record: FileRecordDefinition,
): Promise<FileReport> {
  const found = await findTable(file, layout);
  const keys = new RowKeys(record);
  const digests = new Map<string, string>();
  const doubled = new Set<string>();
  const lines: [number, string][] = [];
  const keyless: number[] = [];
  const below = new RowsBelow(record);
  for await (const rows of tableRows(file, found, layout)) {
    for (const row of rows) {
      below.note(row);
      if (row.isBelow) continue;
      const key = keys.next(row);
      if (key === undefined) {
        keyless.push(row.line);
        continue;
      }
      lines.push([row.line, key]);
      const digest = sha256(JSON.stringify(row.row)).slice(0, 24);
      if ((digests.get(key) ?? digest) !== digest) doubled.add(key);
      digests.set(key, digest);
    }
  }
  if (lines.length === 0)
    throw keyless.length === 0
      ? new FileRefused('EMPTY', emptyDetail(below.lines.length))
      : new FileRefused('NO_KEYS', `${record.columns.join(', ')}, ${keyless.length} dòng`);
  const { sheetName: sheet, headerEnd, positions, unread } = found;
  return { sheet, headerEnd, positions, unread, lines, doubled: [...doubled], keyless, below: below.lines };
}

function emptyDetail(below: number): string {
  return below === 0 ? '' : ` phía trên dòng tổng; ${below} dòng dưới dòng tổng không được đọc`;
}
