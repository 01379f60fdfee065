import { fold, sha256 } from '@kntc/domain';
import type { FileRecordDefinition } from '../../definition/source-definition';
import type { TableRow } from './table-rows';

const SEPARATOR = '|';
const DIGEST_CHARACTERS = 20;

/**
 * Names the rows of one file. A key of columns must be said in all of them. A key by digest takes the n-th row with
 * the same content as the n-th record: two equal rows are two petitions that look alike, and intake holds one.
 */
export class RowKeys {
  readonly #ordinals = new Map<string, number>();

  constructor(private readonly record: Pick<FileRecordDefinition, 'by' | 'columns'>) {}

  /** Rows must come in the order of the file. `undefined` = the row has no key. */
  next({ row }: TableRow): string | undefined {
    const texts = this.record.columns.map((name) =>
      (row[name] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim(),
    );
    if (this.record.by === 'columns') return texts.includes('') ? undefined : texts.join(SEPARATOR);
    if (texts.every((text) => text === '')) return undefined;
    const digest = sha256(JSON.stringify(texts.map(fold))).slice(0, DIGEST_CHARACTERS);
    const ordinal = (this.#ordinals.get(digest) ?? 0) + 1;
    this.#ordinals.set(digest, ordinal);
    return ordinal === 1 ? digest : `${digest}.${ordinal}`;
  }
}
