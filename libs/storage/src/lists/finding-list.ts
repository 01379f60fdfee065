import type { ComparisonClass, FieldDifference, FindingCode, PetitionKind } from '@kntc/domain';
import { NATIONAL } from '../access/row-scope';
import { is, type Listing } from './listing';

export interface FindingFilter {
  readonly class?: Exclude<ComparisonClass, 'matching'> | undefined;
  readonly code?: FindingCode | undefined;
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly reference?: string | undefined;
  readonly isSettled?: boolean | undefined;
}

/** A difference between both sides. Values are not in it: fields, ids and evidence only. */
export interface FindingRow {
  readonly id: string;
  readonly reference: string | null;
  readonly agency: string;
  readonly kind: PetitionKind | null;
  readonly code: FindingCode;
  readonly class: Exclude<ComparisonClass, 'matching'>;
  readonly fields: readonly FieldDifference[];
  /** The id we know. */
  readonly nationalId: string | null;
  readonly nationalIds: readonly string[];
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly seen: number;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
}

/** What reconciliation found, longest first. A habit of the far side itself belongs to no case and is seen by all. */
export const FINDINGS_FOUND: Listing<FindingFilter, FindingRow> = {
  columns: `f.id::text as id, n.reference, f.agency_id as agency, c.kind, f.code, f.class, f.fields, n.national_id as "nationalId",
    f.national_ids as "nationalIds", f.first_seen_at as "firstSeenAt", f.last_seen_at as "lastSeenAt", f.seen,
    f.settled_at as "settledAt", f.settled_by as "settledBy"`,
  from: (seen) => `finding f left join national_record n on n.id = f.national_record_id
    left join case_file c on c.id = n.case_id where (f.national_record_id is null or ${seen})`,
  seenBy: NATIONAL,
  order: [
    { sql: 'f.first_seen_at', type: 'timestamptz' },
    { sql: 'f.id', type: 'bigint' },
  ],
  filters: {
    class: is('f.class'),
    code: is('f.code'),
    agency: is('f.agency_id'),
    kind: is('c.kind'),
    reference: is('n.reference'),
    isSettled: (value) => [`f.settled_at is ${value ? 'not ' : ''}null`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    reference: row['reference'] as string | null,
    agency: String(row['agency']),
    kind: row['kind'] as PetitionKind | null,
    code: row['code'] as FindingCode,
    class: row['class'] as FindingRow['class'],
    fields: row['fields'] as readonly FieldDifference[],
    nationalId: row['nationalId'] as string | null,
    nationalIds: row['nationalIds'] as readonly string[],
    firstSeenAt: row['firstSeenAt'] as Date,
    lastSeenAt: row['lastSeenAt'] as Date,
    seen: Number(row['seen']),
    settledAt: row['settledAt'] as Date | null,
    settledBy: row['settledBy'] as string | null,
  }),
};
