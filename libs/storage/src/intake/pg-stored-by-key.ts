import type { IntakeStore, RecordSeals, StoredByKey } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { StoredRecords } from './stored-records';

/** {@link StoredByKey} in PostgreSQL. */
export class PgStoredByKey implements StoredByKey {
  readonly #records: StoredRecords;

  constructor(
    dataSource: DataSource,
    seals: RecordSeals,
    private readonly store: Pick<IntakeStore, 'known'>,
  ) {
    this.#records = new StoredRecords(dataSource, seals);
  }

  async read(sourceId: string, keys: readonly string[]): ReturnType<StoredByKey['read']> {
    const [records, known] = [
      await this.#records.named(sourceId, keys),
      await this.store.known(sourceId, keys),
    ];
    return records.map(({ raw }) => ({ raw, known: known.get(raw.localKey) }));
  }
}
