import type { AffectedRecord, Outage } from '@kntc/domain';
import { NATIONAL } from '../access/row-scope';
import { is, type Listing } from '../lists/listing';
import { AFFECTED_COLUMNS, AFFECTED_FROM, OUTAGE_COLUMNS } from './outage-statements';

export interface OutageFilter {
  readonly isOver?: boolean | undefined;
}

/** Interruptions of the connection, newest first. Nothing in them is of a case. */
export const OUTAGES: Listing<OutageFilter, Outage> = {
  columns: OUTAGE_COLUMNS,
  from: (seen) => `outage a where ${seen}`,
  order: [
    { sql: 'a.began_at', type: 'timestamptz' },
    { sql: 'a.id', type: 'bigint' },
  ],
  isNewestFirst: true,
  filters: { isOver: (value) => [`a.ended_at is ${value ? 'not ' : ''}null`] },
  toRow: (row) => row as unknown as Outage,
};

export interface AffectedFilter {
  /** Of which outage. */
  readonly outage: string;
  readonly agency?: string | undefined;
}

/** Records that waited in one outage, in the order of their references. */
export const AFFECTED: Listing<AffectedFilter, AffectedRecord> = {
  columns: AFFECTED_COLUMNS,
  from: (seen) => `${AFFECTED_FROM} where ${seen}`,
  seenBy: NATIONAL,
  order: [{ sql: 'n.reference', type: 'text' }],
  filters: { outage: is('w.outage_id'), agency: is('w.agency_id') },
  toRow: (row) => row as unknown as AffectedRecord,
};
