import type { PetitionKind } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { RowScope } from '../access/row-scope';
import { HELD_ROW } from '../operations/held-row';
import type { Command, HeldRow } from '../operations/operation';
import { makeDue } from '../operations/resolutions';
import type { DecidedProposal, LinkedBefore } from './proposal-rows';

type Linked =
  | {
      readonly kind: 'linked';
      readonly recordId: string;
      readonly lane: number;
      readonly before: LinkedBefore;
    }
  | {
      readonly kind: 'refused';
      readonly why: 'no-local-record' | 'other-kind' | 'other-id' | 'in-flight' | 'id-taken';
    };

interface Link {
  readonly row: DecidedProposal;
  readonly reference: string;
  readonly command: Command;
  readonly scope: RowScope;
}

type Record = HeldRow & { readonly kind: PetitionKind; readonly claimed_id: string | null };

/** Two people say that the local record is the case there: it claims the id, and delivery adopts it as it does a source's. */
export async function linkRecord(
  manager: EntityManager,
  { row: { national_id: id, kind, steps }, reference, command, scope }: Link,
): Promise<Linked> {
  const record = await recordOf(manager, reference, scope);
  if (record === undefined) return { kind: 'refused', why: 'no-local-record' };
  if (kind !== null && record.kind !== kind) return { kind: 'refused', why: 'other-kind' };
  if (record.national_id !== null || record.claimed_id !== null) return { kind: 'refused', why: 'other-id' };
  if (record.state === 'in_flight' || record.state === 'unknown')
    return { kind: 'refused', why: 'in-flight' };
  const taken: unknown[] = await manager.query(
    'select 1 from national_record where claimed_id = $1 or national_id in ($1, upper($1))',
    [id],
  );
  if (taken.length > 0) return { kind: 'refused', why: 'id-taken' };
  await manager.query(
    'update national_record set claimed_id = $2, claimed_steps = $3, claim_decided = true where id = $1',
    [record.id, id, steps.filter((step) => step !== 'case')],
  );
  const findings = await answered(manager, { recordId: record.id, id, actor: command.actor });
  const { state, hold_code, hold_detail, hold_step, hold_ordinal } = record;
  await makeDue(manager, record);
  const before = { state, hold_code, hold_detail, hold_step, hold_ordinal, findings };
  return { kind: 'linked', recordId: record.id, lane: record.lane, before };
}

/** Takes the word back as long as delivery has not adopted the id; the record stands as it did before. */
export async function unlinkRecord(
  manager: EntityManager,
  { national_record_id: recordId, before_link: before }: DecidedProposal,
): Promise<'proposal-ended' | 'in-flight' | undefined> {
  const rows: { national_id: string | null; state: string }[] = await manager.query(
    `select n.national_id, o.state from national_record n join outbox o on o.national_record_id = n.id
     where n.id = $1 for update of o`,
    [recordId],
  );
  if (rows[0] === undefined || before === null || rows[0].national_id !== null) return 'proposal-ended';
  if (rows[0].state === 'in_flight' || rows[0].state === 'unknown') return 'in-flight';
  await manager.query(
    'update national_record set claimed_id = null, claimed_steps = null, claim_decided = false where id = $1',
    [recordId],
  );
  await manager.query(
    `update outbox set state = $2, hold_code = $3, hold_detail = $4, hold_step = $5, hold_ordinal = $6,
       held_at = case when $2 = 'held' then clock_timestamp() end, due_at = clock_timestamp(), rung_at = null,
       changed_at = clock_timestamp() where national_record_id = $1`,
    [recordId, before.state, before.hold_code, before.hold_detail, before.hold_step, before.hold_ordinal],
  );
  await manager.query(
    `update finding f set settled_at = null, settled_by = null where f.id = any($1::bigint[]) and not exists (
       select from finding g where g.national_record_id = f.national_record_id and g.code = f.code and g.settled_at is null)`,
    [before.findings],
  );
  return undefined;
}

/** The record, locked, with what it is; not there for whoever may not know of it. */
async function recordOf(
  manager: EntityManager,
  reference: string,
  scope: RowScope,
): Promise<Record | undefined> {
  if (!(await mayKnowOf(manager, scope, { reference }))) return undefined;
  const held: HeldRow[] = await manager.query(HELD_ROW, [reference]);
  const rows: Pick<Record, 'kind' | 'claimed_id'>[] = await manager.query(
    'select f.kind, n.claimed_id from national_record n join case_file f on f.id = n.case_id where n.reference = $1',
    [reference],
  );
  return held[0] && rows[0] && { ...held[0], ...rows[0] };
}

/** «It stands there although we never sent it» is answered where it is about this id and no other. */
async function answered(
  manager: EntityManager,
  { recordId, id, actor }: { readonly recordId: string; readonly id: string; readonly actor: string },
): Promise<readonly string[]> {
  const [rows]: [{ id: string }[], number] = await manager.query(
    `update finding set settled_at = clock_timestamp(), settled_by = $3
     where national_record_id = $1 and code = 'FOUND_UNSENT' and settled_at is null
       and lower(national_ids::text) = lower(jsonb_build_array($2::text)::text) returning id::text as id`,
    [recordId, id, actor],
  );
  return rows.map((row) => row.id);
}
