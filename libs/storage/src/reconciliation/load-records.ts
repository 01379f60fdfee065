import { ADOPTED_BODY } from '@kntc/domain';
import type { Logger, RecordBox, RecordSeals, RecordToReconcile, SealBox } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { storedKeyOf, usable } from '../keys/stored-key';
import { toReconcile, type ReconcileRow } from './reconciliation-rows';

export interface ReconciliationTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  /** Of what belongs to no record: redacted renditions. */
  readonly house: SealBox;
  readonly provinceId: string;
  readonly logger: Logger;
}

/** Records by id, as they are compared. @param statement LOAD, or one that narrows it */
export async function loadRecords(
  tools: ReconciliationTools,
  statement: string,
  { ids, settledMs }: { readonly ids: readonly string[]; readonly settledMs: number },
): Promise<ReadonlyMap<string, RecordToReconcile>> {
  if (ids.length === 0) return new Map();
  const rows: ReconcileRow[] = await tools.dataSource.query(statement, [ids, settledMs, ADOPTED_BODY]);
  const boxes = await tools.seals.of(rows.map(storedKeyOf));
  return new Map(
    rows.flatMap((row, index) => {
      const record = read(row, boxes[index], tools);
      return record === undefined ? [] : [[row.record_id, record] as const];
    }),
  );
}

/** A record whose key is lost is not compared: delivery says so of it, and a person restores the key. */
function read(
  row: ReconcileRow,
  box: RecordBox | undefined,
  { house, logger }: ReconciliationTools,
): RecordToReconcile | undefined {
  try {
    return toReconcile(row, usable(box), house);
  } catch (err) {
    logger.error(
      { stage: 'reconciliation', record: row.reference, code: 'GW_T303', err },
      'stored case cannot be read: not compared',
    );
    return undefined;
  }
}
