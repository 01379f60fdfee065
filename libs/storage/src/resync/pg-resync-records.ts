import type { DueRecord, Logger, RecordSeals, SealBox } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { storedKeyOf, usable } from '../keys/stored-key';
import { toDueRecord, type DueRow } from '../lanes/lane-rows';
import { FETCH_NAMED } from '../lanes/lane-statements';

export interface ResyncRecordTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  /** Of what belongs to no record: redacted renditions. */
  readonly house: SealBox;
  readonly logger: Logger;
}

/** National records as delivery would find them, for a look at what it would do. Reads only; they stay in memory. */
export class PgResyncRecords {
  constructor(private readonly tools: ResyncRecordTools) {}

  /** By id of the national record; one whose stored case cannot be read is absent. */
  async read(ids: readonly string[]): Promise<ReadonlyMap<string, DueRecord>> {
    const { dataSource, seals, house, logger } = this.tools;
    const rows: DueRow[] = await dataSource.query(FETCH_NAMED, [ids]);
    const boxes = await seals.of(
      rows.map((row) =>
        storedKeyOf({ ...row, source_id: row.source_id ?? '', local_key: row.local_key ?? '' }),
      ),
    );
    return new Map(
      rows.flatMap((row, at) => {
        try {
          return [[row.national_record_id, toDueRecord(row, usable(boxes[at]), house)] as const];
        } catch (err) {
          logger.error({ stage: 'resync', record: row.reference, code: 'GW_T303', err }, 'not previewed');
          return [];
        }
      }),
    );
  }
}
