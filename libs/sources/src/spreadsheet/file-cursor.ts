import { sha256 } from '@kntc/domain';
import type { FileSourceDefinition } from '../definition/source-definition';

/** How far reading has come: everything up to a line of a file, and all files before it. */
export interface FileCursor {
  /** Digest of what lines and keys depend on; another one reads the files again. */
  readonly shape: string;
  /** Number of the file, see `Manifest`; 0 = none yet. */
  readonly seq: number;
  /** Last line taken in; missing = the file is read to its end. */
  readonly line?: number | undefined;
}

/** Changes whenever the same file would give other rows or keys. */
export function fileShape({ files, record }: FileSourceDefinition): string {
  const { layout, mode } = files;
  const rules = [...layout.skipRows, ...layout.stopAt].map((rule) =>
    rule.kind === 'matches' ? [rule.column, rule.pattern.source] : rule.kind,
  );
  const columns = layout.columns.map(({ name, header, position, serialDate, fillMerged }) => [
    name,
    header,
    position,
    serialDate,
    fillMerged,
  ]);
  const { sheet, headerRows, csv } = layout;
  const { by, columns: keys } = record;
  return sha256(
    JSON.stringify([mode, sheet, headerRows, csv, columns, rules, layout.stopAt.length, by, keys]),
  ).slice(0, 16);
}

/** A cursor that is missing, unreadable or of another shape reads the files again: safe, only slower. */
export function readFileCursor(text: string | undefined, shape: string): FileCursor {
  const begin: FileCursor = { shape, seq: 0 };
  if (text === undefined) return begin;
  try {
    const cursor = JSON.parse(text) as FileCursor | null;
    return cursor?.shape === shape ? cursor : begin;
  } catch {
    return begin;
  }
}
