import type {
  DuplicateBand,
  DuplicateSituation,
  DuplicateState,
  PetitionKind,
  ReasonCode,
} from '@kntc/domain';

/** A pair as it may be listed: scores and states, nothing of what was compared. */
export interface DuplicateRow {
  readonly id: string;
  /** Of the later petition, about which is decided. */
  readonly reference: string | null;
  readonly agency: string;
  readonly kind: PetitionKind;
  readonly receivedOn: string | null;
  readonly earlierAgency: string;
  readonly earlierKind: PetitionKind;
  /** Id at the far side, where the earlier petition is of no record here; of its kind nothing is known. */
  readonly foundThere: string | null;
  readonly band: DuplicateBand;
  readonly situation: DuplicateSituation;
  /** Log-odds; `null`: a denunciation, compared by hashes only. */
  readonly score: number | null;
  readonly person: number | null;
  readonly matter: number | null;
  readonly state: DuplicateState;
  /** Grouped by the gateway itself, which a person still decides about. */
  readonly isAutoLinked: boolean;
  /** The later petition waits for this before its first push. */
  readonly isHeld: boolean;
  readonly until: Date | null;
  readonly escalatedAt: Date | null;
  readonly silentAt: Date | null;
  /** The later petition went out, as a case of its own or attached. */
  readonly isSent: boolean;
  readonly foundAt: Date;
  readonly decidedBy: string | null;
  readonly approver: string | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
}

export const DUPLICATE_COLUMNS = `p.id, n.reference, p.agency_id as agency, l.kind, to_char(r.received_on, 'YYYY-MM-DD') as "receivedOn",
  p.earlier_agency as "earlierAgency", coalesce(e.kind, l.kind) as "earlierKind", p.earlier_national_id as "foundThere", p.band, p.situation, p.score, p.person, p.matter, p.state,
  p.is_auto_linked as "isAutoLinked", coalesce(o.hold_code = 'PROBABLE_DUPLICATE', false) as "isHeld",
  case when h.ended_at is null then h.until end as until, case when h.ended_at is null then h.escalated_at end as "escalatedAt",
  case when h.ended_at is null then h.silent_at end as "silentAt", coalesce(o.attempt_no > 0, false) as "isSent", p.found_at as "foundAt",
  p.decided_by as "decidedBy", p.approver, p.reason, p.decided_at as "decidedAt"`;

export const DUPLICATE_TABLES = `duplicate_pair p
  join case_file l on l.id = p.case_id left join case_file e on e.id = p.earlier_case_id
  left join source_record r on r.case_id = p.case_id
  left join national_record n on n.case_id = p.case_id and n.agency_id = l.agency_id
  left join outbox o on o.national_record_id = n.id left join duplicate_hold h on h.national_record_id = n.id`;

/** Whoever must not know of one of the two cases does not know that there is a pair. @param seen of the later one */
export function bothSeen(seen: string): string {
  return `${seen} and (p.earlier_case_id is null or ${seen.replaceAll('p.case_id', 'p.earlier_case_id')})`;
}

export const PAIR_SEEN = { caseId: 'p.case_id', agencyId: 'p.agency_id' } as const;

/** A pair that somebody decides about, locked with the outbox row of its later petition. */
export interface DecidedPair {
  readonly id: string;
  readonly agency_id: string;
  readonly case_id: string;
  /** `null`: it stands at the far side only. */
  readonly earlier_case_id: string | null;
  readonly earlier_agency: string;
  readonly situation: DuplicateSituation;
  readonly state: DuplicateState;
  readonly is_auto_linked: boolean;
  readonly kind: PetitionKind;
  readonly earlier_kind: PetitionKind;
  readonly reference: string | null;
  readonly record_id: string | null;
  readonly national_id: string | null;
  readonly claimed_id: string | null;
  readonly lane: number | null;
  readonly outbox_state: string | null;
  readonly hold_code: ReasonCode | null;
  readonly attempt_no: number | null;
  /** Record whose case a petition is attached to when it is attached to the earlier one. */
  readonly head_record: string | null;
  readonly head_national_id: string | null;
  /** The case it would be attached to, where it is of no record here. */
  readonly head_of_nobody: string | null;
}

export const LOCK_LATER = `
  select o.national_record_id from duplicate_pair p join national_record n on n.case_id = p.case_id
  join outbox o on o.national_record_id = n.id where p.id = $1 for update of o`;

export const LOCK_PAIR = (condition: string): string => `
  select p.id, p.agency_id, p.case_id, p.earlier_case_id, p.earlier_agency, p.situation, p.state, p.is_auto_linked, l.kind, coalesce(e.kind, l.kind) as earlier_kind,
    n.reference, n.id as record_id, n.national_id, n.claimed_id, n.lane, o.state as outbox_state, o.hold_code, o.attempt_no,
    coalesce(x.attach_to, x.id) as head_record, coalesce(p.earlier_national_id, x.attach_id) as head_of_nobody,
    coalesce(p.earlier_national_id, x.attach_id, d.national_id) as head_national_id
  from duplicate_pair p join case_file l on l.id = p.case_id left join case_file e on e.id = p.earlier_case_id
  left join national_record n on n.case_id = p.case_id and n.agency_id = l.agency_id
  left join outbox o on o.national_record_id = n.id
  left join national_record x on x.case_id = p.earlier_case_id and x.agency_id = e.agency_id
  left join national_record d on d.id = coalesce(x.attach_to, x.id)
  where p.id = $1 and ${condition} for update of p`;

/** What may be learnt of a pair: its levels and what people said; nothing of what was compared. */
export interface DecidedLevels {
  readonly levels: Buffer;
  readonly state: DuplicateState;
  readonly band: DuplicateBand;
}
