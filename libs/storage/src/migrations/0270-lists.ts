import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of the admin API over hundreds of thousands of records: `record_standing` shows the plain columns behind its class,
 * so that a filter is a condition on an index, and each list has an index that gives its order.
 */
export class Lists1764100000270 implements MigrationInterface {
  readonly name = 'Lists1764100000270';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  'create index if not exists national_record_agency on national_record (agency_id)',
  'create index if not exists source_record_agency on source_record (agency_id, id)',
  `create index if not exists source_record_causes on source_record using gin (reasons jsonb_path_ops)
   where class = 'quarantined'`,
  `update outbox set held_at = changed_at where state = 'held' and held_at is null`,
  `create index if not exists outbox_held_since on outbox (held_at, national_record_id) where state = 'held'`,
  // As before (0110), with three columns at its end.
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
     r.gone_at, r.case_id, coalesce(n.agency_id, r.agency_id) as owner_id,
     r.class as record_class, n.agency_id as national_agency_id, o.held_at
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id`,
];
