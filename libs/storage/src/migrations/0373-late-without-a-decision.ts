import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `deadline_record` also says from when the far side shows a case as late that nobody has decided, though everything of it was sent:
 * it hears of no suspension, so its clock runs on where the law's stands still. All else of the view is as it was.
 */
export class LateWithoutADecision1764100003730 implements MigrationInterface {
  readonly name = 'LateWithoutADecision1764100003730';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VIEW);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const IS_UNSENT = `o.state is distinct from 'done' or r.class = 'quarantined'`;
/** Days of what the far side does not have yet, by the steps they belong to. */
const lateOn = (among = 'true'): string => `(
       select min(l.day) from unnest(r.late_days, array['case', 'handling', 'acceptance', 'resolution']) as l(day, kind)
       where (${among}) and not exists (
         select from step t where t.national_record_id = n.id and t.kind = l.kind and t.ordinal = 1))`;
const columns = (
  late: string,
): string => `r.id, r.case_id, r.source_id, r.local_key, coalesce(n.agency_id, r.agency_id) as owner_id,
     coalesce(f.kind, r.petition_kind) as kind, n.reference, r.due_stage as stage, r.due_on,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     ${late} as late_on`;
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
/** Nothing of it waits to be sent, but its decision is awaited. */
const IS_AWAITED = `l.kind = 'resolution' and r.due_stage = 'resolution'`;

const VIEW = `create or replace view deadline_record as
   select ${columns(lateOn(`${IS_UNSENT} or (${IS_AWAITED})`))} from ${OF_RECORD} where ${STANDS} and r.due_stage is not null
   union all
   select ${columns(lateOn())} from ${OF_OUTBOX} where o.state in ('due', 'unknown', 'in_flight') and ${ONLY_LATE}
   union all
   select ${columns(lateOn())} from ${OF_OUTBOX} where o.state = 'held' and ${ONLY_LATE}
   union all
   select ${columns(lateOn())} from ${OF_RECORD}
   where r.class in ('quarantined', 'waiting') and ${ONLY_LATE} and coalesce(o.state, 'done') = 'done' and (${IS_UNSENT})`;
