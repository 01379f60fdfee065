import type { CorrectionKind, CorrectionState } from '@kntc/domain';
import { CORRECTION_COLUMNS, type CorrectionRow } from '../corrections/correction-rows';
import { is, type Listing } from './listing';

export interface CorrectionFilter {
  readonly state?: CorrectionState | undefined;
  readonly kind?: CorrectionKind | undefined;
}

/** Requests for what nobody here can correct, newest first. They are the province's. */
export const CORRECTIONS: Listing<CorrectionFilter, CorrectionRow> = {
  columns: CORRECTION_COLUMNS,
  from: (seen) => `correction_request q where ${seen}`,
  seenBy: { caseId: 'null::uuid', agencyId: 'q.agency_id' },
  order: [
    { sql: 'q.created_at', type: 'timestamptz' },
    { sql: 'q.id', type: 'uuid' },
  ],
  isNewestFirst: true,
  filters: { state: is('q.state'), kind: is('q.kind') },
  toRow: (row) => ({
    id: String(row['id']),
    kind: row['kind'] as CorrectionKind,
    state: row['state'] as CorrectionState,
    reason: String(row['reason']),
    createdBy: String(row['createdBy']),
    createdAt: row['createdAt'] as Date,
    documentNo: row['documentNo'] as string | null,
    documentDate: row['documentDate'] as string | null,
    sentBy: row['sentBy'] as string | null,
    endedBy: row['endedBy'] as string | null,
    endedAt: row['endedAt'] as Date | null,
    entries: Number(row['entries']),
    corrected: Number(row['corrected']),
  }),
};
