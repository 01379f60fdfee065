import type { RenditionField } from '@kntc/domain';
import type { KeyColumns } from '../keys/stored-key';
import { SEND_BY_ANEW } from '../lanes/send-by';
import type { RenditionOffer } from './rendition-outcome';

export interface Subject extends KeyColumns {
  readonly case_id: string;
  readonly agency_id: string;
  readonly version: number;
  readonly kind: string;
  readonly plain: Buffer;
  readonly secret: Buffer;
}

export interface StoredRendition extends Subject {
  readonly id: string;
  readonly field: RenditionField;
  readonly original: string;
  readonly content: Buffer;
  readonly proposed_by: string;
  readonly state: string;
  /** Newest one of its case. */
  readonly reference: string;
}

export interface NewRendition {
  readonly id: string;
  readonly offer: RenditionOffer;
  readonly subject: Subject;
  readonly original: string;
}

export interface Ended {
  readonly case_id: string;
  readonly agency_id: string;
}

const KEY_COLUMNS = `k.source_id, k.local_key, k.data_key, k.kek`;
const KEY_OF_CASE = `left join lateral (
    select s.source_id, s.local_key, s.data_key, s.kek from source_record s where s.case_id = f.id limit 1) k on true`;

export const SUBJECT = `
  select f.id as case_id, f.agency_id, f.version, f.kind, v.plain, v.secret, ${KEY_COLUMNS}
  from national_record n join case_file f on f.id = n.case_id
  join case_version v on v.case_id = f.id and v.version = f.version ${KEY_OF_CASE}
  where n.reference = $1 limit 1`;
export const STORED = `
  select r.id, r.field, r.original, r.content, r.proposed_by, r.state, f.id as case_id, f.agency_id, f.version, f.kind,
    v.plain, v.secret, ${KEY_COLUMNS},
    (select n.reference from national_record n where n.case_id = r.case_id order by n.created_at desc limit 1) as reference
  from rendition r join case_file f on f.id = r.case_id join case_version v on v.case_id = f.id and v.version = f.version
  ${KEY_OF_CASE}`;
export const LISTED = `
  select r.id, n.reference, r.agency_id as agency, r.field, r.state, r.proposed_by as "proposedBy",
    r.proposed_at as "proposedAt", r.approved_by as "approvedBy", r.ended_at as "endedAt"
  from rendition r join lateral (
    select reference from national_record n where n.case_id = r.case_id order by created_at desc limit 1) n on true`;

/**
 * What a rendition changes is due again. A correction that was approved before was approved without it; one that waits
 * for people is looked at anew, and delivery holds it again where it must.
 */
export const MAKE_DUE = `
  update outbox o set approved_version = null, state = 'due', ${SEND_BY_ANEW}, hold_code = null, hold_detail = null, hold_step = null,
    hold_ordinal = null, held_at = null, due_at = clock_timestamp(), rung_at = null, changed_at = clock_timestamp()
  from national_record n
  where n.id = o.national_record_id and n.case_id = $1
    and (o.state in ('due', 'done') or o.hold_code in ('CORRECTION_NEEDS_DECISION', 'CORRECTION_IMPOSSIBLE'))`;
