import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Agencies whose steps people type on the national web, and the batches that hand these steps out. What is handed out may stand
 * there at any moment: its outbox row is unknown until the batch says otherwise, whoever else writes it – the trigger sees to
 * that, as it does to what waits (0391).
 */
export class ManualEntry1764100003820 implements MigrationInterface {
  // Its time lies behind all before it: it extends what 0391 made.
  readonly name = 'ManualEntry1764100003820';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table hand_agency (
     agency_id text primary key, begun_at timestamptz not null default clock_timestamp(), begun_by text not null,
     reason text not null)`,
  `create table entry_batch (
     id bigint generated always as identity primary key, agency_id text not null,
     with_denunciations boolean not null, made_at timestamptz not null default clock_timestamp(), made_by text not null,
     reason text not null, cancelled_at timestamptz, cancelled_by text, cancel_reason text)`,
  // Nothing of what was handed out but keyed digests; who typed is an officer and no party of the case
  `create table entry_row (
     batch_id bigint not null references entry_batch, position integer not null, agency_id text not null,
     national_record_id uuid not null references national_record, attempt_no integer not null, kind text not null,
     ordinal integer not null, case_version integer not null, is_whole boolean not null,
     act text not null check (act in ('new', 'look-first', 'change')), national_id text, standing_id text,
     content_digest text not null, cells_digest text not null,
     state text not null default 'open' check (state in ('open', 'entered', 'refused', 'not-entered', 'unknown')),
     result_id text, entered_on date, entered_by text, workbook_sha256 text, settled_at timestamptz, settled_by text,
     primary key (batch_id, position))`,
  // A step is handed out once at a time
  `create unique index entry_row_open on entry_row (national_record_id, kind, ordinal) where state = 'open'`,
  'alter table outbox add column batch_id bigint',
  'create index outbox_batch on outbox (batch_id) where batch_id is not null',
  `create or replace function is_shadowed(record uuid, agency text) returns boolean language sql stable as $$
     select exists (select from hand_agency h where h.agency_id = agency) or exists (
       select from shadow_agency a where a.agency_id = agency and (a.source_id = '' or a.source_id = (
         select c.source_id from national_record n join case_file c on c.id = n.case_id where n.id = record))) $$`,
  `create or replace function park_outbox() returns trigger language plpgsql as $$
   begin
     if new.batch_id is not null then
       new.state := 'unknown'; new.parked := true; new.due_at := timestamptz '9999-12-31';
       new.hold_code := null; new.hold_detail := null; new.hold_step := null; new.hold_ordinal := null; new.held_at := null;
       return new;
     end if;
     new.parked := is_shadowed(new.national_record_id, new.agency_id);
     if new.parked then new.due_at := timestamptz '9999-12-31'; end if;
     return new;
   end $$`,
  'drop trigger outbox_parks on outbox',
  `create trigger outbox_parks before insert or update of state, due_at, agency_id, parked, batch_id on outbox
     for each row when (new.state = 'due' or new.batch_id is not null) execute function park_outbox()`,
  `create or replace view ledger_record as
   select r.id, r.case_id, r.source_id, coalesce(n.agency_id, r.agency_id) as owner_id,
     to_char(r.received_on, 'YYYY-MM') as period, coalesce(f.kind, r.petition_kind) as kind,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then case when c.class <> 'matching' then 'diverged' else 'confirmed' end
       when o.state = 'due' and o.parked and h.agency_id is null then 'shadow'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     case
       when o.batch_id is not null then 'IN_BATCH'
       when o.state = 'unknown' then 'UNKNOWN_OUTCOME'
       when o.state = 'held' then o.hold_code
       when r.class <> 'accepted' then r.reasons -> 0 ->> 'code'
       when o.state = 'done' then nullif(c.class, 'matching')
       when o.state = 'due' and o.parked and h.agency_id is not null then 'BY_HAND'
       when o.state = 'due' and o.parked then coalesce('SHADOW_' || upper(s.class), 'SHADOW')
       when o.state in ('due', 'in_flight') then 'SENDING'
     end as cause,
     r.class not in ('outOfScope', 'waiting') or coalesce(o.state in ('unknown', 'held'), false) as is_due,
     coalesce(r.class_since, r.first_read_at) as class_since
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id
   left join hand_agency h on h.agency_id = o.agency_id
   left join comparison c on c.national_record_id = n.id
   left join shadow_comparison s on s.national_record_id = n.id
   where r.gone_at is null`,
];
