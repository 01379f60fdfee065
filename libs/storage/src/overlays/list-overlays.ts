import type { DataSource } from 'typeorm';
import { visible, type RowScope } from '../access/row-scope';

/** An overlay without its value: what was completed, by whom, by which document. */
export interface OverlayRow {
  readonly id: string;
  readonly source: string;
  readonly localKey: string;
  readonly reference: string | null;
  readonly field: string;
  readonly documentNo: string;
  readonly author: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly setAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

export interface OverlayFilter {
  readonly sourceId?: string | undefined;
  readonly localKey?: string | undefined;
  readonly reference?: string | undefined;
  /** Those taken back as well. */
  readonly withWithdrawn?: boolean | undefined;
  readonly limit: number;
}

/** Newest first, as far as the reader may see the records. */
export function listOverlays(
  dataSource: DataSource,
  filter: OverlayFilter,
  scope: RowScope = 'everything',
): Promise<readonly OverlayRow[]> {
  const { sourceId = null, localKey = null, reference = null, withWithdrawn = false, limit } = filter;
  const seen = visible(scope, 6);
  return dataSource.query(
    `select o.id, s.source_id as source, s.local_key as "localKey", s.reference, o.field,
       o.document_no as "documentNo", o.author, o.approver, o.reason, o.set_at as "setAt",
       o.withdrawn_by as "withdrawnBy", o.withdrawn_at as "withdrawnAt"
     from overlay o join record_standing s on s.id = o.source_record_id
     where ($1::text is null or s.source_id = $1) and ($2::text is null or s.local_key = $2)
       and ($3::text is null or s.reference = $3) and ($4::boolean or o.withdrawn_at is null) and ${seen.sql}
     order by o.set_at desc, o.id limit $5`,
    [sourceId, localKey, reference, withWithdrawn, limit, ...seen.values],
  );
}
