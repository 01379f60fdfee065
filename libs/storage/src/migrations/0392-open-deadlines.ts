import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The same rows of `deadline_record` as before, found by what is open: a term that runs, or something unsent. Found by what has
 * any day at all, every look went through all records there ever were (200,000: 3 s a page).
 */
export class OpenDeadlines1764100000392 implements MigrationInterface {
  readonly name = 'OpenDeadlines1764100000392';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

/** Days of what the far side does not have yet, by the steps they belong to. */
const LATE_ON = `(
       select min(l.day) from unnest(r.late_days, array['case', 'handling', 'acceptance', 'resolution']) as l(day, kind)
       where not exists (select from step t where t.national_record_id = n.id and t.kind = l.kind and t.ordinal = 1))`;
const COLUMNS = (
  lateOn: string,
): string => `r.id, r.case_id, r.source_id, r.local_key, coalesce(n.agency_id, r.agency_id) as owner_id,
     coalesce(f.kind, r.petition_kind) as kind, n.reference, r.due_stage as stage, r.due_on,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     ${lateOn} as late_on`;
const OF_RECORD = `source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id`;
const OF_OUTBOX = `outbox o
   join national_record n on n.id = o.national_record_id
   join source_record r on r.case_id = n.case_id
   join case_file f on f.id = n.case_id`;
const STANDS = `r.gone_at is null and r.class <> 'outOfScope'`;
const ONLY_LATE = `${STANDS} and r.due_stage is null and r.late_days is not null`;
const IS_UNSENT = `o.state is distinct from 'done' or r.class = 'quarantined'`;

const STATEMENTS = [
  'create index source_record_due on source_record (due_on) where due_stage is not null',
  // Each branch has an index of its own; no record is in two of them.
  `create or replace view deadline_record as
   select ${COLUMNS(`case when ${IS_UNSENT} then ${LATE_ON} end`)} from ${OF_RECORD} where ${STANDS} and r.due_stage is not null
   union all
   select ${COLUMNS(LATE_ON)} from ${OF_OUTBOX} where o.state in ('due', 'unknown', 'in_flight') and ${ONLY_LATE}
   union all
   select ${COLUMNS(LATE_ON)} from ${OF_OUTBOX} where o.state = 'held' and ${ONLY_LATE}
   union all
   select ${COLUMNS(LATE_ON)} from ${OF_RECORD}
   where r.class in ('quarantined', 'waiting') and ${ONLY_LATE} and coalesce(o.state, 'done') = 'done' and (${IS_UNSENT})`,
  'drop index source_record_timed',
];
