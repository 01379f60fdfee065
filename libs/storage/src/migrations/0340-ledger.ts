import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the ledger counts by: month and type of every record, whatever became of it, and since when it stands in its class.
 * Records of an earlier gateway get month and type when they are judged next; until then they stand under an unknown month.
 */
export class Ledger1764100000340 implements MigrationInterface {
  readonly name = 'Ledger1764100000340';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `alter table source_record add column received_on date,
     add column petition_kind text check (petition_kind in ('KN', 'TC', 'KNPA')), add column class_since timestamptz`,
  // One row a record and agency; class null = unaccounted. The same cases as \`record_standing\`, of what is still at its source.
  `create view ledger_record as
   select r.id, r.case_id, r.source_id, coalesce(n.agency_id, r.agency_id) as owner_id,
     to_char(r.received_on, 'YYYY-MM') as period, coalesce(f.kind, r.petition_kind) as kind,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then case when c.class <> 'matching' then 'diverged' else 'confirmed' end
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     case
       when o.state = 'unknown' then 'UNKNOWN_OUTCOME'
       when o.state = 'held' then o.hold_code
       when r.class <> 'accepted' then r.reasons -> 0 ->> 'code'
       when o.state = 'done' then nullif(c.class, 'matching')
       when o.state in ('due', 'in_flight') then 'SENDING'
     end as cause,
     r.class not in ('outOfScope', 'waiting') or coalesce(o.state in ('unknown', 'held'), false) as is_due,
     coalesce(r.class_since, r.first_read_at) as class_since
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id
   left join comparison c on c.national_record_id = n.id
   where r.gone_at is null`,
];
