import type { ReadSheet } from '@kntc/domain';
import type { CsvDefinition, FileRecordDefinition, SheetLayout } from '../../definition/source-definition';
import type { RefusalCode } from '../refusals';
import type { FileReport } from '../table/inspect-file';
import type { LinedRecord } from '../table/read-records';

/** Every table of a small workbook as it stands, without a layout. */
export interface TablesTask {
  readonly kind: 'tables';
  readonly path: string;
  readonly name: string;
  readonly csv: CsvDefinition;
  /** Rows of all sheets together; a file with more is refused. */
  readonly mostRows: number;
}

/** What a reading thread is started with. */
export interface ReadingTask {
  readonly kind: 'inspect' | 'read';
  readonly path: string;
  readonly name: string;
  readonly layout: SheetLayout;
  readonly record: FileRecordDefinition;
  readonly after: number;
  readonly doubled: readonly string[];
}

/** What it answers. After every `records` it waits to be asked for more. */
export type ReadingAnswer =
  | { readonly kind: 'tables'; readonly tables: readonly ReadSheet[] }
  | { readonly kind: 'report'; readonly report: FileReport }
  | { readonly kind: 'records'; readonly records: readonly LinedRecord[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string }
  | { readonly kind: 'end' };
