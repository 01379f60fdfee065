import type { FileRecordDefinition, SheetLayout } from '../../definition/source-definition';
import type { RefusalCode } from '../refusals';
import type { FileReport } from '../table/inspect-file';
import type { LinedRecord } from '../table/read-records';

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
  | { readonly kind: 'report'; readonly report: FileReport }
  | { readonly kind: 'records'; readonly records: readonly LinedRecord[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string }
  | { readonly kind: 'end' };
