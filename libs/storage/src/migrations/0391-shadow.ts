import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Agencies whose records are read, judged and planned, and not sent. A record of them that is due is `parked`: its time lies in
 * no future, so nothing that looks for due records finds it, and no intent is opened for one that was found before. A trigger,
 * because everything that makes a record due – intake, people, retries – must end there, also what is written later.
 */
export class Shadow1764100000391 implements MigrationInterface {
  readonly name = 'Shadow1764100000391';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // source_id '': all sources of the agency
  `create table shadow_agency (
     agency_id text not null, source_id text not null default '', begun_at timestamptz not null default clock_timestamp(),
     begun_by text not null, reason text not null, primary key (agency_id, source_id))`,
  // was_shadowed: may have been entered by hand meanwhile, so it is looked for before it is created
  'alter table national_record add column was_shadowed boolean not null default false',
  'alter table outbox add column parked boolean not null default false',
  'create index outbox_parked on outbox (national_record_id) where parked',
  `create function is_shadowed(record uuid, agency text) returns boolean language sql stable as $$
     select exists (select from shadow_agency a where a.agency_id = agency and (a.source_id = '' or a.source_id = (
       select c.source_id from national_record n join case_file c on c.id = n.case_id where n.id = record))) $$`,
  `create function park_outbox() returns trigger language plpgsql as $$
   begin
     new.parked := is_shadowed(new.national_record_id, new.agency_id);
     if new.parked then new.due_at := timestamptz '9999-12-31'; end if;
     return new;
   end $$`,
  `create trigger outbox_parks before insert or update of state, due_at, agency_id, parked on outbox
     for each row when (new.state = 'due') execute function park_outbox()`,
  // fields: name → whether both sides agree; nothing of a value
  `create table shadow_comparison (
     national_record_id uuid primary key references national_record, agency_id text not null, case_version integer not null,
     class text not null check (class in ('agrees', 'differs', 'notFound', 'unknown')), national_id text,
     same text[] not null, differs text[] not null, compared_at timestamptz not null default clock_timestamp())`,
  `create or replace view ledger_record as
   select r.id, r.case_id, r.source_id, coalesce(n.agency_id, r.agency_id) as owner_id,
     to_char(r.received_on, 'YYYY-MM') as period, coalesce(f.kind, r.petition_kind) as kind,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then case when c.class <> 'matching' then 'diverged' else 'confirmed' end
       when o.state = 'due' and o.parked then 'shadow'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     case
       when o.state = 'unknown' then 'UNKNOWN_OUTCOME'
       when o.state = 'held' then o.hold_code
       when r.class <> 'accepted' then r.reasons -> 0 ->> 'code'
       when o.state = 'done' then nullif(c.class, 'matching')
       when o.state = 'due' and o.parked then coalesce('SHADOW_' || upper(s.class), 'SHADOW')
       when o.state in ('due', 'in_flight') then 'SENDING'
     end as cause,
     r.class not in ('outOfScope', 'waiting') or coalesce(o.state in ('unknown', 'held'), false) as is_due,
     coalesce(r.class_since, r.first_read_at) as class_since
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id
   left join comparison c on c.national_record_id = n.id
   left join shadow_comparison s on s.national_record_id = n.id
   where r.gone_at is null`,
];
