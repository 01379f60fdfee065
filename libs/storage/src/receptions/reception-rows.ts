import type { BareReception, RecordSeals, ReportPeriod } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { visible, type Columns, type RowScope } from '../access/row-scope';
import { openReception } from '../intake/store-receptions';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';

/** Of whom nobody knows yet what they came about, only the province is told: the record's owner decides who sees it. */
export const RECEPTION: Columns = { caseId: 'null::uuid', agencyId: 'r.agency_id' };

export interface ReceptionsWanted {
  readonly period: Pick<ReportPeriod, 'from' | 'to'>;
  /** Agency that received. */
  readonly agency?: string | undefined;
  /** As they stood at that moment; absent: now. */
  readonly asOf?: Date | undefined;
}

export type ReceptionRow = KeyColumns & {
  readonly record_id: string;
  readonly reference: string;
  readonly agency_id: string;
  readonly plain: Buffer;
  readonly secret: Buffer;
};

/** Bounds memory. */
const PAGE = 500;

/** Visits of a period that no petition came of, in the order of the records; only their plain half is opened here. */
export async function* openedReceptions(
  { dataSource, seals }: { readonly dataSource: DataSource; readonly seals: RecordSeals },
  { period, agency, asOf }: ReceptionsWanted,
  scope: RowScope,
): AsyncIterable<{ readonly reception: BareReception; readonly row: ReceptionRow }> {
  const seen = visible(scope, 6, RECEPTION);
  let after = '0';
  for (;;) {
    const rows: ReceptionRow[] = await dataSource.query(
      `select t.record_id, t.reference, t.agency_id, t.plain, t.secret, r.source_id, r.local_key, r.data_key, r.kek
       from reception t join source_record r on r.id = t.record_id
       where t.record_id > $1 and ($2::text is null or t.agency_id = $2) and t.held_on between $3 and $4
         and (r.gone_at is null or r.gone_at > $5) and t.told_at <= coalesce($5::timestamptz, 'infinity') and ${seen.sql}
       order by t.record_id limit ${PAGE}`,
      [after, agency ?? null, period.from, period.to, asOf ?? null, ...seen.values],
    );
    const boxes = await seals.of(rows.map(storedKeyOf));
    for (const [index, row] of rows.entries()) {
      const place = { sourceId: row.source_id, localKey: row.local_key };
      yield { row, reception: openReception(row, place, usable(boxes[index])) };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.record_id;
  }
}
