import type { AttachmentContent, RawRow } from '@kntc/domain';
import type { Converted } from '../mapping/convert';
import { readAnnex } from './annex';

const ISSUES = {
  missing: 'FILE_MISSING',
  'not-allowed': 'FILE_NOT_ALLOWED',
  'too-large': 'FILE_TOO_LARGE',
} as const;

/** The file a path names, as it was found; without a look at it, it counts as missing. */
export function fileByPath(row: RawRow, column: string, root: string): Converted {
  const inspected = readAnnex(row, column, root) ?? { kind: 'missing' as const };
  return inspected.kind === 'file' ? { value: inspected.reference } : { issue: ISSUES[inspected.kind] };
}

/** Bytes of a file that comes with the record or stays where it lies. */
export function sizeOfContent(content: AttachmentContent): number {
  return content instanceof Uint8Array ? content.length : content.size;
}
