import type { FileReference, RawRow } from '@kntc/domain';
import type { Inspected } from './rooted-files';

/** Name under which a row carries what stands at a path it names; no column of a source can have it. */
export function annexName(column: string, root: string): string {
  return `${column}$file:${root}`;
}

/** What was found at the path, as a value of a raw record: size, hash and time, never the bytes. */
export function writeAnnex(inspected: Inspected): string {
  return JSON.stringify(inspected.kind === 'file' ? inspected.reference : { problem: inspected.kind });
}

/** Reads it back; `undefined` when nobody has looked at the file. The text is our own and trusted. */
export function readAnnex(row: RawRow, column: string, root: string): Inspected | undefined {
  const text = row[annexName(column, root)];
  if (typeof text !== 'string') return undefined;
  const value = JSON.parse(text) as FileReference | { readonly problem: Exclude<Inspected['kind'], 'file'> };
  return 'problem' in value ? { kind: value.problem } : { kind: 'file', reference: value };
}
