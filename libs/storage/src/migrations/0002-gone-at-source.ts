import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows that vanish at their source. `source_record.gone_at` takes the place of `vanished_at`, which nothing ever set;
 * the old column is read by nobody and stays until no older gateway can run on this database (then it goes with `destination`). The view gets the column at its end.
 */
export class GoneAtSource1764100000002 implements MigrationInterface {
  readonly name = 'GoneAtSource1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds columns: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  `alter table source_record add column gone_at timestamptz`,
  `create index source_record_gone on source_record (source_id, id) where gone_at is not null`,
  // The last complete or suspicious key pass; what a suspicious one missed; what a person confirmed of it.
  `alter table source add column key_pass_at timestamptz, add column gone_missing integer,
     add column gone_stood integer, add column gone_confirmed integer`,
  `create or replace view record_standing as
   select r.id, r.agency_id, r.source_id, r.local_key, r.reasons, r.judged_at, f.kind, n.id as national_record_id,
     n.reference, n.national_id, o.state as outbox_state, o.due_at, o.hold_code, o.hold_detail, o.hold_step, o.hold_ordinal,
     o.changed_at,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     r.gone_at
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id`,
];
