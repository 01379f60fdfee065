import type { FieldDifference, IdentityPolicy, PetitionKind, StepKind } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { SEND_BY_ANEW } from '../lanes/send-by';
import { IS_ABOUT_NOW, IS_CARRIED_OUT, IS_TRIED } from './decision-state';

/** Findings about single fields: what can be decided field by field. */
export const ABOUT_FIELDS = `('FIELDS_DIFFER', 'UPDATE_LOST')`;

/** A record whose fields differ, with what is needed to decide; locked. */
export interface ConflictRow {
  readonly id: string;
  readonly agency_id: string;
  readonly lane: number;
  readonly state: string;
  readonly hold_code: string | null;
  readonly attempt_no: number;
  readonly identity_policy: IdentityPolicy | null;
  readonly kind: PetitionKind;
  readonly national_id: string | null;
  readonly source_id: string;
  readonly local_key: string;
  readonly source_record_id: string;
  readonly fields: readonly FieldDifference[];
}

const ROW = `
  select n.id, n.agency_id, o.lane, o.state, o.hold_code, o.attempt_no, n.identity_policy, n.national_id, c.kind, r.source_id,
    r.local_key, r.id as source_record_id, coalesce((select jsonb_agg(e order by f.id) from finding f, jsonb_array_elements(f.fields) e
      where f.national_record_id = n.id and f.settled_at is null and f.code in ${ABOUT_FIELDS}), '[]') as fields
  from national_record n join outbox o on o.national_record_id = n.id join case_file c on c.id = n.case_id
  join source_record r on r.case_id = n.case_id where n.reference = $1`;

/** A decision that was not taken back. */
export interface DecisionRow {
  readonly id: string;
  readonly field: string;
  readonly overlay_id: string | null;
  readonly replaced_overlay_id: string | null;
  readonly is_tried: boolean;
}

const OPEN_DECISIONS = `
  select c.id::text as id, c.field, c.overlay_id, c.replaced_overlay_id, ${IS_TRIED} as is_tried from conflict_decision c
  where c.national_record_id = $1 and c.undone_at is null and ${IS_ABOUT_NOW} and not ${IS_CARRIED_OUT} order by c.id`;

export async function lockConflict(
  manager: EntityManager,
  reference: string,
): Promise<ConflictRow | undefined> {
  const rows: ConflictRow[] = await manager.query(`${ROW} for update of o`, [reference]);
  return rows[0];
}

/** The same without a lock, to look before anything is asked of the far side. */
export async function readConflict(
  manager: Pick<EntityManager, 'query'>,
  reference: string,
): Promise<ConflictRow | undefined> {
  const rows: ConflictRow[] = await manager.query(ROW, [reference]);
  return rows[0];
}

/** Decisions that count and were not carried out, oldest first. */
export function openDecisions(manager: EntityManager, recordId: string): Promise<readonly DecisionRow[]> {
  return manager.query(OPEN_DECISIONS, [recordId]);
}

export interface NewDecision {
  readonly field: string;
  readonly way: string;
  readonly digest: string;
  readonly theirs: string;
  readonly kind: StepKind;
  readonly ordinal: number;
  readonly overlayId?: string | undefined;
  readonly replacedId?: string | undefined;
}

export async function insertDecision(
  manager: EntityManager,
  row: ConflictRow,
  { decision, by }: { readonly decision: NewDecision; readonly by: readonly (string | null)[] },
): Promise<void> {
  const { field, way, digest, theirs, kind, ordinal, overlayId = null, replacedId = null } = decision;
  await manager.query(
    `insert into conflict_decision (agency_id, national_record_id, field, way, digest, theirs, step, ordinal, attempt_no,
       overlay_id, replaced_overlay_id, actor, approver, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      row.agency_id,
      row.id,
      field,
      way,
      digest,
      theirs,
      kind,
      ordinal,
      row.attempt_no,
      overlayId,
      replacedId,
      ...by,
    ],
  );
}

/**
 * The record is looked at by delivery at its next turn; what waits for another reason waits on. Nothing is sent here.
 * @param isTakenBack what was fetched before must not be sent any more: its compare-and-set fails
 */
export async function askDelivery(
  manager: EntityManager,
  { id }: ConflictRow,
  { isTakenBack }: { readonly isTakenBack: boolean },
): Promise<void> {
  await manager.query(
    `update outbox o set state = 'due', ${SEND_BY_ANEW}, hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null,
       held_at = null, due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp(),
       attempt_no = attempt_no + $2
     where national_record_id = $1 and (state in ('due', 'done') or state = 'held' and hold_code = 'CORRECTION_NEEDS_DECISION')`,
    [id, isTakenBack ? 1 : 0],
  );
}

/** A record with fields that a rule decides. */
export interface RuledConflict {
  readonly reference: string;
  readonly agencyId: string;
  readonly nationalId: string;
  readonly fields: readonly FieldDifference[];
}

const RULED = `
  select n.reference, n.agency_id as "agencyId", n.national_id as "nationalId", k.kind, (
      select jsonb_agg(e) from jsonb_array_elements(f.fields) e where not exists (select from conflict_decision c
        where c.national_record_id = n.id and c.field = e ->> 'field' and c.theirs = e ->> 'theirs')) as fields
  from finding f join national_record n on n.id = f.national_record_id join outbox o on o.national_record_id = n.id
  join case_file k on k.id = n.case_id
  where f.settled_at is null and f.code in ${ABOUT_FIELDS} and n.national_id is not null and o.state not in ('in_flight', 'unknown')
    and (f.fields @> '[{"way": "take-national"}]' or f.fields @> '[{"way": "same"}]')
  order by f.last_seen_at, f.id limit $1`;

/** Findings with such fields, without those decided before, longest first. */
export async function readRuled(
  manager: Pick<EntityManager, 'query'>,
  limit: number,
): Promise<readonly (RuledConflict & { readonly kind: PetitionKind })[]> {
  const rows: (RuledConflict & {
    readonly kind: PetitionKind;
    readonly fields: RuledConflict['fields'] | null;
  })[] = await manager.query(RULED, [limit]);
  return rows.map((row) => ({ ...row, fields: row.fields ?? [] }));
}
