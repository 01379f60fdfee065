import type { PetitionKind, ReasonCode, RecordClass, RecordIssue, ResyncStanding } from '@kntc/domain';

/** A record as a re-sync looks at it. */
export interface StandingRow {
  readonly id: string;
  readonly source_id: string;
  readonly local_key: string;
  readonly national_record_id: string | null;
  readonly reference: string | null;
  readonly owner_id: string;
  readonly kind: PetitionKind | null;
  readonly record_class: RecordClass;
  readonly outbox_state: ResyncStanding['outbox'] | null;
  readonly hold_code: ReasonCode | null;
  readonly reasons: readonly RecordIssue[];
  readonly attempt_no: number | null;
  readonly is_gone: boolean;
  readonly is_parked: boolean;
  readonly is_to_be_judged: boolean;
}

/** Columns of {@link StandingRow}, of `record_standing s`, `source_record k` and `outbox o`. */
export const STANDING_COLUMNS = `
  s.id::text as id, s.source_id, s.local_key, s.national_record_id, s.reference, s.owner_id,
  coalesce(s.kind, k.petition_kind) as kind, s.record_class, s.outbox_state, s.hold_code, s.reasons, o.attempt_no,
  s.gone_at is not null as is_gone, coalesce(o.parked, false) as is_parked, k.judged_with = '' as is_to_be_judged`;
export const STANDING_TABLES = `
  record_standing s join source_record k on k.id = s.id
  left join outbox o on o.national_record_id = s.national_record_id`;

export function toStanding(row: StandingRow): ResyncStanding {
  return {
    kind: row.kind ?? undefined,
    recordClass: row.record_class,
    outbox: row.outbox_state ?? undefined,
    holdCode: row.hold_code ?? undefined,
    reasons: row.reasons,
    attemptNo: row.attempt_no ?? undefined,
    isGone: row.is_gone,
    isParked: row.is_parked,
    isToBeJudged: row.is_to_be_judged,
  };
}
