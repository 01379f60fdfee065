import { MAY_STAND_ALREADY } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { SEND_BY_ANEW } from '../lanes/send-by';
import { isByTwo, isClaim, stoodBefore } from './named-id';
import type { Command, HeldRow, OperationResult } from './operation';

/** The receipt of a step that a person found at the far side; who it was stands in the audit. */
const RECEIPT_BY_PERSON = `
  insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id, acted_by)
  select a.national_record_id, a.attempt_no, a.agency_id, a.step, a.ordinal, s.result_id, $3
  from attempt a join step s on s.national_record_id = a.national_record_id and s.kind = a.step and s.ordinal = a.ordinal
  where a.national_record_id = $1 and a.attempt_no = $2 order by a.intent_at desc limit 1`;

/** What people found at the far side under an id, by what their record is held for. */
export async function noteFound(
  manager: EntityManager,
  row: HeldRow,
  { nationalId, command }: { readonly nationalId: string; readonly command: Command },
): Promise<OperationResult> {
  await settleFindings(manager, row, command.actor);
  if (isClaim(row)) return decideClaim(manager, row, nationalId.toLowerCase());
  if (row.hold_detail === MAY_STAND_ALREADY) return noteSeen(manager, row, nationalId);
  if (stoodBefore(row)) return adopt(manager, row, nationalId);
  return confirmOpen(manager, row, { nationalId, isByTwo: isByTwo(command) });
}

/** The open attempt left what it should have, under the id a person saw. */
async function confirmOpen(
  manager: EntityManager,
  row: HeldRow,
  { nationalId, isByTwo: isSeenByTwo }: { readonly nationalId: string; readonly isByTwo: boolean },
): Promise<OperationResult> {
  const confirmed: { step: string }[] = await manager.query(
    `insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest,
       identity_digest, comparable_digest, case_version, body_sha256)
     select national_record_id, step, ordinal, agency_id, $3, content_digest, protected_digest, identity_digest,
       comparable_digest, case_version, body_sha256
     from attempt where national_record_id = $1 and attempt_no = $2
     on conflict (national_record_id, kind, ordinal) do update set result_id = excluded.result_id,
       content_digest = excluded.content_digest, protected_digest = excluded.protected_digest,
       identity_digest = excluded.identity_digest,
       comparable_digest = excluded.comparable_digest, case_version = excluded.case_version, body_sha256 = excluded.body_sha256
     returning kind as step`,
    [row.id, row.attempt_no, nationalId],
  );
  if (confirmed[0] === undefined) return { kind: 'refused', why: 'no-open-attempt' };
  if (confirmed[0].step === 'case')
    await manager.query(
      'update national_record set national_id = $2 where id = $1 and attach_to is null and attach_id is null',
      [row.id, nationalId],
    );
  await closeAttempt(manager, row, 'confirmed');
  await manager.query(RECEIPT_BY_PERSON, [
    row.id,
    row.attempt_no,
    isSeenByTwo ? 'two-persons' : 'one-person',
  ]);
  return makeDue(manager, row);
}

/**
 * The far side's record becomes ours by a person's word; what stands there is then brought up to date, and asked about
 * where a second time would add to it.
 */
export async function adopt(
  manager: EntityManager,
  row: HeldRow,
  nationalId: string | null,
): Promise<OperationResult> {
  // An id it was once adopted under by somebody's claim must not be adopted again: it may be a stranger's now.
  await manager.query(
    `update national_record set national_id = $2::text, base_unknown = $2 is not null,
       times_gone = times_gone + ($2 is null)::int, claimed_id = null, claimed_steps = null, claim_decided = true where id = $1`,
    [row.id, nationalId],
  );
  await manager.query('delete from step where national_record_id = $1', [row.id]);
  await manager.query('delete from record_digest where national_record_id = $1', [row.id]);
  return makeDue(manager, row);
}

/** A person looked for one step: the id it stands under, or `null`. Delivery takes their word for this step alone. */
export async function noteSeen(
  manager: EntityManager,
  row: HeldRow,
  resultId: string | null,
): Promise<OperationResult> {
  await manager.query(
    `update national_record set seen_by_people = coalesce(seen_by_people, '{}') || jsonb_build_object($2::text, $3::text)
     where id = $1`,
    [row.id, `${row.hold_step ?? ''}:${row.hold_ordinal ?? 1}`, resultId],
  );
  return makeDue(manager, row);
}

/** A person's word about the national id a source holds: this one, or none at all. Delivery adopts, or creates. */
export async function decideClaim(
  manager: EntityManager,
  row: HeldRow,
  caseId: string | null,
): Promise<OperationResult> {
  await manager.query('update national_record set claimed_id = $2, claim_decided = true where id = $1', [
    row.id,
    caseId,
  ]);
  return makeDue(manager, row);
}

/** Two people found out what stands there: what reconciliation found is answered, and both sides begin anew to agree. */
export async function settleFindings(
  manager: EntityManager,
  { id, hold_code }: HeldRow,
  actor: string,
): Promise<void> {
  if (hold_code !== 'NATIONAL_DIFFERS') return;
  await manager.query(
    'update finding set settled_at = clock_timestamp(), settled_by = $2 where national_record_id = $1 and settled_at is null',
    [id, actor],
  );
  await manager.query('delete from comparison where national_record_id = $1', [id]);
}

export async function makeDue(manager: EntityManager, row: HeldRow): Promise<OperationResult> {
  await manager.query(
    `update outbox o set state = 'due', ${SEND_BY_ANEW}, hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null,
       held_at = null, due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp()
     where national_record_id = $1`,
    [row.id],
  );
  return { kind: 'done', lane: row.lane };
}

export async function closeAttempt(
  manager: EntityManager,
  row: HeldRow,
  outcome: 'confirmed' | 'not-sent',
): Promise<void> {
  await manager.query(
    "update attempt set outcome = $3, reason = 'decided-by-person', settled_at = clock_timestamp() where national_record_id = $1 and attempt_no = $2 and outcome is distinct from 'confirmed'",
    [row.id, row.attempt_no, outcome],
  );
}
