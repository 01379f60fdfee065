import { decodeRawRecord } from '@kntc/domain';
import type { RawRecord, SealBox, StaleWanted } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { FILES_AWAITED } from './files-awaited';
import { STALE } from './intake-statements';

export interface StoredRecord {
  readonly id: string;
  readonly raw: RawRecord;
}

/** Raw records read back from storage, for being judged again. */
export class StoredRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seal: SealBox,
  ) {}

  stale(
    sourceId: string,
    { judgedWith, datesBefore }: StaleWanted,
    afterId: string,
    limit: number,
  ): Promise<readonly StoredRecord[]> {
    return this.#read(sourceId, STALE, [sourceId, judgedWith, datesBefore, afterId, limit]);
  }

  awaitingFiles(sourceId: string, afterId: string, limit: number): Promise<readonly StoredRecord[]> {
    return this.#read(sourceId, FILES_AWAITED, [sourceId, afterId, limit]);
  }

  async #read(
    sourceId: string,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<readonly StoredRecord[]> {
    const rows: { id: string; local_key: string; raw: Buffer }[] = await this.dataSource.query(sql, [
      ...parameters,
    ]);
    return rows.map((row) => ({
      id: row.id,
      raw: decodeRawRecord(this.seal.open(row.raw, rawContext(sourceId, row.local_key))),
    }));
  }
}

/** Binds a sealed raw record to its place. */
export function rawContext(sourceId: string, localKey: string): string {
  return `source_record.raw|${sourceId}|${localKey}`;
}
