import type { FileReference, RawRecord, RawRow } from '@kntc/domain';
import { RECORD, type SourceDefinition } from '../definition/source-definition';
import { cell, textOf } from '../mapping/cell';
import { annexName, readAnnex, writeAnnex } from './annex';
import { type FileColumn, fileColumns } from './file-columns';
import type { Inspected, RootedFiles } from './rooted-files';

/** Files remembered between looks: about 300 bytes each. */
const MOST_SEEN = 20_000;

type Definition = Pick<SourceDefinition, 'map' | 'nulls' | 'attachmentLimits'>;

/**
 * Looks at the files a record names by path and notes what stands there beside the path, so that mapping stays pure
 * and a changed file makes a changed record. Bytes never get into a raw record.
 */
export class FileInspection {
  readonly #columns: readonly FileColumn[];
  /** What was seen lately, oldest first: re-reading a record must not read its files again. */
  readonly #seen = new Map<string, FileReference>();

  constructor(
    private readonly definition: Definition,
    private readonly files: RootedFiles,
  ) {
    this.#columns = fileColumns(definition.map);
  }

  /** Whether the source names any file by path. */
  get isNeeded(): boolean {
    return this.#columns.length > 0;
  }

  /** One after the other: memory and open files stay bounded. Throws `GatewayError` `GW_S101` for a lost root. */
  async look(records: readonly RawRecord[]): Promise<readonly RawRecord[]> {
    if (!this.isNeeded) return records;
    const seen: RawRecord[] = [];
    for (const record of records) seen.push(await this.#lookAt(record));
    return seen;
  }

  async #lookAt(record: RawRecord): Promise<RawRecord> {
    const row = await this.#annexed(record.row, RECORD);
    const children: Record<string, readonly RawRow[]> = { ...record.children };
    for (const collection of new Set(this.#columns.map((one) => one.collection))) {
      const rows = record.children[collection];
      if (collection === RECORD || rows === undefined) continue;
      const annexed: RawRow[] = [];
      for (const one of rows) annexed.push(await this.#annexed(one, collection));
      children[collection] = annexed;
    }
    return { ...record, row, children };
  }

  async #annexed(row: RawRow, collection: string): Promise<RawRow> {
    const annex: Record<string, string> = {};
    for (const { column, root } of this.#columns.filter((one) => one.collection === collection)) {
      const path = cell(row, column, this.definition.nulls);
      if (path === undefined) continue;
      const inspected = await this.#inspect(root, textOf(path) ?? '', readAnnex(row, column, root));
      annex[annexName(column, root)] = writeAnnex(inspected);
    }
    return Object.keys(annex).length === 0 ? row : { ...row, ...annex };
  }

  async #inspect(root: string, path: string, before: Inspected | undefined): Promise<Inspected> {
    const name = `${root}\n${path}`;
    const inspected = await this.files.inspect(root, path, {
      maxBytes: this.definition.attachmentLimits.perFileBytes,
      known: before?.kind === 'file' ? before.reference : this.#seen.get(name),
    });
    this.#seen.delete(name);
    if (inspected.kind !== 'file') return inspected;
    this.#seen.set(name, inspected.reference);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST_SEEN && oldest !== undefined) this.#seen.delete(oldest);
    return inspected;
  }
}
