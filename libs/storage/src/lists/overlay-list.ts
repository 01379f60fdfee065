import { STANDING } from '../access/row-scope';
import type { OverlayRow } from '../overlays/list-overlays';
import { is, type Listing } from './listing';

export interface OverlayOfFilter {
  readonly source?: string | undefined;
  readonly localKey?: string | undefined;
  readonly reference?: string | undefined;
  readonly isWithdrawn?: boolean | undefined;
}

/** What people completed, newest first; never a value. */
export const OVERLAYS: Listing<OverlayOfFilter, OverlayRow> = {
  columns: `o.id, s.source_id as source, s.local_key as "localKey", s.reference, o.field, o.document_no as "documentNo",
    o.author, o.approver, o.reason, o.set_at as "setAt", o.withdrawn_by as "withdrawnBy", o.withdrawn_at as "withdrawnAt"`,
  from: (seen) => `overlay o join record_standing s on s.id = o.source_record_id where ${seen}`,
  seenBy: STANDING,
  order: [
    { sql: 'o.set_at', type: 'timestamptz' },
    { sql: 'o.id', type: 'uuid' },
  ],
  isNewestFirst: true,
  filters: {
    source: is('s.source_id'),
    localKey: is('s.local_key'),
    reference: is('s.reference'),
    isWithdrawn: (value) => [`o.withdrawn_at is ${value ? 'not ' : ''}null`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    source: String(row['source']),
    localKey: String(row['localKey']),
    reference: row['reference'] as string | null,
    field: String(row['field']),
    documentNo: String(row['documentNo']),
    author: String(row['author']),
    approver: row['approver'] as string | null,
    reason: String(row['reason']),
    setAt: row['setAt'] as Date,
    withdrawnBy: row['withdrawnBy'] as string | null,
    withdrawnAt: row['withdrawnAt'] as Date | null,
  }),
};
