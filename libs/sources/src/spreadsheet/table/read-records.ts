import type { RawRecord } from '@kntc/domain';
import { DUPLICATE_KEY } from '../../connector';
import type { FileRecordDefinition, SheetLayout } from '../../definition/source-definition';
import type { TableFile } from '../rows';
import { findTable } from './find-table';
import { RowKeys } from './row-key';
import { tableRows } from './table-rows';

/** A record and the line it stands on. */
export interface LinedRecord {
  readonly line: number;
  readonly record: RawRecord;
}

export interface RecordsWanted {
  readonly layout: SheetLayout;
  readonly record: FileRecordDefinition;
  /** Lines up to this one were taken in already. */
  readonly after: number;
  /** Keys that stand for different rows, by the report of the file. */
  readonly doubled: readonly string[];
}

/**
 * Records of a file from a line on. A key that stands on several lines is one record: its first line, marked when
 * the others differ, so that it is judged the same way every time.
 */
export async function* readRecords(
  file: TableFile,
  { layout, record, after, doubled }: RecordsWanted,
): AsyncIterable<readonly LinedRecord[]> {
  const keys = new RowKeys(record);
  const marked = new Set(doubled);
  const seen = new Set<string>();
  for await (const rows of tableRows(file, await findTable(file, layout), layout)) {
    const records: LinedRecord[] = [];
    const isLast = rows.at(-1)?.isBelow === true;
    for (const one of rows.filter(({ isBelow }) => !isBelow)) {
      const key = keys.next(one);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      if (one.line <= after) continue;
      const row = marked.has(key) ? { ...one.row, [DUPLICATE_KEY]: true } : one.row;
      records.push({ line: one.line, record: { localKey: key, row, children: {} } });
    }
    if (records.length > 0) yield records;
    if (isLast) return;
  }
}
