import { REASONS } from '@kntc/domain';
import type { PetitionKind, ReasonCode, StepKind } from '@kntc/domain';
import { STANDING } from '../access/row-scope';
import { toRecordRow, type RecordRow, type StandingClass } from '../reports/report-rows';
import { is, type Alternatives, type Bind, type Listing } from './listing';

/** What a list of records is narrowed by. */
export interface RecordFilter {
  /** A class of the summary, or `gone`: its row is gone at the source. */
  readonly class?: StandingClass | 'gone' | undefined;
  readonly source?: string | undefined;
  readonly localKey?: string | undefined;
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly reference?: string | undefined;
  readonly nationalId?: string | undefined;
  readonly cause?: CauseOfRecord | undefined;
}

/** Why records stand still; `field`, `list` and `localCode` of reasons, not of holds. */
export interface CauseOfRecord {
  readonly code: ReasonCode;
  /** With `[]` for any place in a list, as causes name it. */
  readonly field?: string | undefined;
  readonly list?: number | undefined;
  readonly localCode?: string | undefined;
}

/** Nothing of delivery stands in the way of what the record itself is. */
const ITSELF = `(s.outbox_state is null or s.outbox_state not in ('unknown', 'held'))`;
const AT_SOURCE = 's.gone_at is null';

/** As `record_standing.class` says, in plain columns. */
const OF_CLASS: Readonly<Record<StandingClass | 'gone', Alternatives>> = {
  held: [`s.outbox_state = 'held' and ${AT_SOURCE}`],
  unknown: [`s.outbox_state = 'unknown' and ${AT_SOURCE}`],
  quarantined: [`s.record_class = 'quarantined' and ${ITSELF} and ${AT_SOURCE}`],
  noChannel: [`s.record_class = 'noChannel' and ${ITSELF} and ${AT_SOURCE}`],
  outOfScope: [`s.record_class = 'outOfScope' and ${ITSELF} and ${AT_SOURCE}`],
  confirmed: [`s.record_class = 'accepted' and s.outbox_state = 'done' and ${AT_SOURCE}`],
  waiting: [
    `s.record_class = 'waiting' and ${ITSELF} and ${AT_SOURCE}`,
    `s.record_class = 'accepted' and s.outbox_state in ('due', 'in_flight') and ${AT_SOURCE}`,
  ],
  gone: ['s.gone_at is not null'],
};

const FIELD = `regexp_replace(e ->> 'field', '\\[\\d+\\]', '[]', 'g')`;

/** Up to so many national records, those of a commune are all fetched; a department has more than a page anywhere. */
const FEW_RECORDS = 5_000;

function ofAgencies(agencies: string): Alternatives {
  const counted = `(select count(*) from (
    select from national_record m where m.agency_id = any(${agencies}) limit ${FEW_RECORDS + 1}) m)`;
  const isNational = `s.national_agency_id = any(${agencies})`;
  return [
    { few: `${counted} <= ${FEW_RECORDS} and ${isNational}` },
    `${counted} > ${FEW_RECORDS} and ${isNational}`,
    `s.national_agency_id is null and s.agency_id = any(${agencies})`,
  ];
}

/** Stored as the far side, or a person, wrote it. */
function byNationalId(value: unknown, bind: Bind): Alternatives {
  const id = `${bind(value)}::text`;
  return [`s.national_id in (${id}, lower(${id}), upper(${id}))`];
}

/** A hold stands still for one reason; a record itself for several, each of which the index knows. */
function because({ code, field, ...about }: CauseOfRecord, bind: Bind): Alternatives {
  if (REASONS[code].class === 'held') return [`s.outbox_state = 'held' and s.hold_code = ${bind(code)}`];
  const reason = `${bind(JSON.stringify({ code, ...about }))}::jsonb`;
  const isAbout =
    field === undefined
      ? ''
      : ` and exists (select from jsonb_array_elements(s.reasons) e where e @> ${reason} and ${FIELD} = ${bind(field)})`;
  return [`${ITSELF} and s.reasons @> jsonb_build_array(${reason})${isAbout}`];
}

/** Records of the sources, in the order in which they were first read. */
export const RECORDS: Listing<RecordFilter, RecordRow> = {
  columns: 's.*',
  from: (seen) => `record_standing s where ${seen}`,
  seenBy: { ...STANDING, ofAgencies },
  order: [{ sql: 's.id', type: 'bigint' }],
  filters: {
    class: (value) => OF_CLASS[value],
    source: is('s.source_id'),
    localKey: is('s.local_key'),
    agency: (value, bind) => ofAgencies(bind([value])),
    kind: is('s.kind'),
    reference: is('s.reference'),
    nationalId: byNationalId,
    cause: because,
  },
  toRow: (row) => ({ ...toRecordRow(row), agency: String(row['owner_id']) }),
};

/** A record that waits for a person, with the moment since when. */
export interface HeldRecord extends RecordRow {
  readonly heldAt: string;
  /** People decided that it stays. */
  readonly isKept: boolean;
}

export interface HoldFilter extends Pick<
  RecordFilter,
  'source' | 'agency' | 'kind' | 'reference' | 'nationalId'
> {
  readonly code?: ReasonCode | undefined;
  readonly step?: StepKind | undefined;
  readonly isKept?: boolean | undefined;
}

/** A word about an earlier hold says nothing of this one. */
const IS_KEPT = 'coalesce(k.kept_at >= s.held_at, false)';

/** The held ones, longest first. */
export const HOLDS: Listing<HoldFilter, HeldRecord> = {
  columns: `s.*, ${IS_KEPT} as is_kept`,
  from: (seen) => `record_standing s join outbox k on k.national_record_id = s.national_record_id
    where s.outbox_state = 'held' and ${seen}`,
  seenBy: { ...STANDING, ofAgencies },
  order: [
    { sql: 's.held_at', type: 'timestamptz' },
    { sql: 's.national_record_id', type: 'uuid' },
  ],
  filters: {
    source: is('s.source_id'),
    agency: (value, bind) => ofAgencies(bind([value])),
    kind: is('s.kind'),
    reference: is('s.reference'),
    nationalId: byNationalId,
    code: is('s.hold_code'),
    step: is('s.hold_step'),
    isKept: is(IS_KEPT),
  },
  toRow: (row) => ({
    ...RECORDS.toRow(row),
    heldAt: row['held_at'] instanceof Date ? row['held_at'].toISOString() : '',
    isKept: row['is_kept'] === true,
  }),
};
