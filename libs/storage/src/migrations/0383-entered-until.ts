import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until which day of receipt people entered by hand what an agency had in shadow. Whatever of that time becomes due later – read
 * only now, let out of quarantine, let go of another hold – may stand at the far side as well, so the one place that every due
 * record passes (0391) holds it until people named its id or said that it is not there.
 */
export class EnteredUntil1764100003830 implements MigrationInterface {
  // Its time lies behind 0382, which it extends.
  readonly name = 'EnteredUntil1764100003830';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // source_id '': all sources of the agency. Said anew, the newest word of two people counts.
  `create table shadow_entered (
     agency_id text not null, source_id text not null default '', entered_until date not null,
     said_at timestamptz not null default clock_timestamp(), said_by text not null, approver text not null,
     reason text not null, primary key (agency_id, source_id))`,
  `create function is_in_shadow(record uuid, agency text) returns boolean language sql stable as $$
     select exists (select from shadow_agency a where a.agency_id = agency and (a.source_id = '' or a.source_id = (
       select c.source_id from national_record n join case_file c on c.id = n.case_id where n.id = record))) $$`,
  // No id, none that a source names, and nobody looked; without a day of receipt nobody knows either
  `create function may_be_entered(record uuid, agency text) returns boolean language sql stable as $$
     select exists (select from shadow_entered e where e.agency_id = agency and exists (
       select from national_record n join source_record r on r.case_id = n.case_id
       where n.id = record and n.national_id is null and n.claimed_id is null and not n.claim_decided
         and (e.source_id = '' or e.source_id = r.source_id) and coalesce(r.received_on <= e.entered_until, true))) $$`,
  // What leaves 'in_flight' or 'unknown' is judged when its next intent is opened: its id may be written down in this very statement.
  // An approved version without an id: two people looked for the attempt that left nothing.
  `create or replace function park_outbox() returns trigger language plpgsql as $$
   begin
     if new.batch_id is not null then
       new.state := 'unknown'; new.parked := true; new.due_at := timestamptz '9999-12-31';
       new.hold_code := null; new.hold_detail := null; new.hold_step := null; new.hold_ordinal := null; new.held_at := null;
       return new;
     end if;
     new.parked := is_shadowed(new.national_record_id, new.agency_id);
     if (tg_op = 'INSERT' or old.state not in ('in_flight', 'unknown')) and new.approved_version is distinct from new.case_version
       and may_be_entered(new.national_record_id, new.agency_id) and not is_in_shadow(new.national_record_id, new.agency_id) then
       new.state := 'held'; new.parked := false; new.hold_code := 'UNKNOWN_OUTCOME'; new.hold_detail := 'entered-by-hand';
       new.hold_step := 'case'; new.hold_ordinal := 1; new.held_at := clock_timestamp(); new.kept_at := null;
       return new;
     end if;
     if new.parked then new.due_at := timestamptz '9999-12-31'; end if;
     return new;
   end $$`,
];
