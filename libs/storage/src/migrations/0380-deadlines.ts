import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which term of the law runs for a record and until when, from when the far side would show it as late, and the day before
 * which it should be sent: what is due goes in that order. The index of the claim holds it in place of the one without; an
 * older gateway that still runs beside this one sorts what it fetches. Rows of before are the first, in the order they had.
 */
export class Deadlines1764100000380 implements MigrationInterface {
  readonly name = 'Deadlines1764100000380';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const OPEN = `state in ('due', 'unknown', 'in_flight')`;
/** What is told of: few beside what was over long ago. The view asks in the same words, so that the index is used. */
const TIMED = 'due_stage is not null or late_days is not null';
const STATEMENTS = [
  // `due_stage` without `due_on`: the term is paused. `late_days`: by the steps case, handling, acceptance, resolution.
  `alter table source_record
     add column due_stage text check (due_stage in ('handling', 'acceptance', 'resolution')), add column late_days date[]`,
  // A constant first, so that the table is not written anew.
  `alter table outbox add column send_by date not null default '2026-01-01'`,
  `alter table outbox alter column send_by set default ((clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date + 7)`,
  `create index outbox_served on outbox (lane, is_backfill, send_by, due_at) where ${OPEN}`,
  `create index outbox_served_live on outbox (send_by, due_at) where ${OPEN} and not is_backfill`,
  `create index source_record_timed on source_record (id) where ${TIMED}`,
  'drop index outbox_live',
  'drop index outbox_urgent',
  `create view deadline_record as
   select r.id, r.case_id, r.source_id, r.local_key, coalesce(n.agency_id, r.agency_id) as owner_id,
     coalesce(f.kind, r.petition_kind) as kind, n.reference, r.due_stage as stage, r.due_on,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     case when o.state is distinct from 'done' or r.class = 'quarantined' then (
       select min(l.day) from unnest(r.late_days, array['case', 'handling', 'acceptance', 'resolution']) as l(day, kind)
       where not exists (select from step t where t.national_record_id = n.id and t.kind = l.kind and t.ordinal = 1)) end as late_on
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id
   where r.gone_at is null and r.class <> 'outOfScope' and (r.due_stage is not null or r.late_days is not null)`,
];
