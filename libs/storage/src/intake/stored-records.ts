import { decodeRawRecord } from '@kntc/domain';
import type { RawRecord, RecordSeals, StaleWanted } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
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
    private readonly seals: RecordSeals,
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

  /** Those with one of these keys that are not gone at the source. */
  named(sourceId: string, keys: readonly string[]): Promise<readonly StoredRecord[]> {
    return this.#read(sourceId, NAMED, [sourceId, keys]);
  }

  async #read(
    sourceId: string,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<readonly StoredRecord[]> {
    const rows: Row[] = await this.dataSource.query(sql, [...parameters]);
    const boxes = await this.seals.of(rows.map((row) => storedKeyOf({ ...row, source_id: sourceId })));
    return rows.map((row, index) => ({
      id: row.id,
      raw: decodeRawRecord(usable(boxes[index]).open(row.raw, rawContext(sourceId, row.local_key))),
    }));
  }
}

const NAMED = `
  select id, local_key, raw, data_key, kek from source_record
  where source_id = $1 and local_key = any($2) and gone_at is null order by id`;

interface Row extends Omit<KeyColumns, 'source_id'> {
  readonly id: string;
  readonly raw: Buffer;
}

/** Binds a sealed raw record to its place. */
export function rawContext(sourceId: string, localKey: string): string {
  return `source_record.raw|${sourceId}|${localKey}`;
}
