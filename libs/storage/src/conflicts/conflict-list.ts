import {
  sha256,
  type DecisionWay,
  type FieldDifference,
  type FindingCode,
  type MergeWay,
} from '@kntc/domain';
import type { PetitionKind } from '@kntc/domain';
import { NATIONAL } from '../access/row-scope';
import { is, type Listing } from '../lists/listing';
import { ABOUT_FIELDS } from './conflict-rows';
import { IS_ABOUT_NOW, IS_CARRIED_OUT, IS_TRIED } from './decision-state';

export interface ConflictFilter {
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly code?: FindingCode | undefined;
  /** Canonical path, exactly. */
  readonly field?: string | undefined;
  readonly way?: MergeWay | undefined;
  /** See {@link groupOf}. */
  readonly group?: string | undefined;
  readonly reference?: string | undefined;
}

/** What was decided of a field. `waiting` until delivery carries it out; `sent`: it left, or was taken; until the next comparison. */
export interface ConflictDecision {
  readonly field: string;
  readonly way: DecisionWay;
  readonly state: 'waiting' | 'sending' | 'sent' | 'outdated';
  readonly actor: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly decidedAt: string;
}

/** A record whose fields differ. Digests, never a value. */
export interface ConflictListRow {
  readonly id: string;
  readonly reference: string;
  readonly agency: string;
  readonly kind: PetitionKind;
  readonly code: FindingCode;
  readonly fields: readonly FieldDifference[];
  readonly decisions: readonly ConflictDecision[];
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

const GROUP_LENGTH = 24;

/**
 * Names conflicts that are the same: the same field, and the same three values by their digests. Of a denunciation there is none:
 * that two of them name the same person is nobody's to know.
 */
export function groupOf(kind: PetitionKind, difference: FieldDifference): string | undefined {
  if (kind !== 'KN' && kind !== 'KNPA') return undefined;
  const { field, ours = '', local = ours, theirs, base = '' } = difference;
  return sha256([field, local, theirs, base].join('|')).slice(0, GROUP_LENGTH);
}

/** The same in SQL, of an element `e` of `finding.fields` and a case `c`. */
const GROUP = `(c.kind in ('KN', 'KNPA') and left(encode(sha256(convert_to(concat(e ->> 'field', '|',
  coalesce(e ->> 'local', e ->> 'ours'), '|', e ->> 'theirs', '|', e ->> 'base'), 'UTF8')), 'hex'), ${GROUP_LENGTH}) = `;

const DECISIONS = `(select coalesce(json_agg(json_build_object('field', c.field, 'way', c.way, 'actor', c.actor,
    'approver', c.approver, 'reason', c.reason, 'decidedAt', c.decided_at,
    'state', case when ${IS_CARRIED_OUT} then 'sent' when not ${IS_ABOUT_NOW} then 'outdated' when ${IS_TRIED} then 'sending' else 'waiting' end)
    order by c.id), '[]')
  from conflict_decision c where c.national_record_id = n.id and c.undone_at is null
    and c.decided_at >= f.first_seen_at)`;

/** Records whose fields differ, longest first. */
export const CONFLICTS: Listing<ConflictFilter, ConflictListRow> = {
  columns: `f.id::text as id, n.reference, f.agency_id as agency, c.kind, f.code, f.fields, ${DECISIONS} as decisions,
    f.first_seen_at as "firstSeenAt", f.last_seen_at as "lastSeenAt"`,
  from: (seen) => `finding f join national_record n on n.id = f.national_record_id
    join case_file c on c.id = n.case_id where f.settled_at is null and f.code in ${ABOUT_FIELDS} and ${seen}`,
  seenBy: NATIONAL,
  order: [
    { sql: 'f.first_seen_at', type: 'timestamptz' },
    { sql: 'f.id', type: 'bigint' },
  ],
  filters: {
    agency: is('f.agency_id'),
    kind: is('c.kind'),
    code: is('f.code'),
    field: (value, bind) => [
      `f.fields @> jsonb_build_array(jsonb_build_object('field', ${bind(value)}::text))`,
    ],
    way: (value, bind) => [`f.fields @> jsonb_build_array(jsonb_build_object('way', ${bind(value)}::text))`],
    group: (value, bind) => [
      `exists (select from jsonb_array_elements(f.fields) e where ${GROUP}${bind(value)}))`,
    ],
    reference: is('n.reference'),
  },
  toRow: (row) => ({
    id: String(row['id']),
    reference: String(row['reference']),
    agency: String(row['agency']),
    kind: row['kind'] as PetitionKind,
    code: row['code'] as FindingCode,
    fields: row['fields'] as readonly FieldDifference[],
    decisions: row['decisions'] as readonly ConflictDecision[],
    firstSeenAt: row['firstSeenAt'] as Date,
    lastSeenAt: row['lastSeenAt'] as Date,
  }),
};
