/**
 * What people and delivery wait for never waits for us: rows that are locked are left out, and so is what something was sent of
 * since it was read.
 */
export const STILL_AS_READ = `
  select o.national_record_id as id from outbox o
  join json_to_recordset($1::json) as r(id uuid, attempt int) on r.id = o.national_record_id
  where o.attempt_no = r.attempt and o.state not in ('in_flight', 'unknown') for update of o skip locked`;

export const COMPARED = `
  insert into comparison (national_record_id, agency_id, class, case_version, agreed, not_compared)
  select r.id, r.agency_id, r.class, r.version, r.agreed, r.not_compared
  from json_to_recordset($1::json) as r(id uuid, agency_id text, class text, version int, agreed jsonb, not_compared jsonb)
  on conflict (national_record_id) do update set class = excluded.class, case_version = excluded.case_version,
    agreed = excluded.agreed, not_compared = excluded.not_compared, compared_at = clock_timestamp()`;

/** What is not there any more, as far as we know, and nobody found: nothing is to be said of both sides. */
export const NOT_OF_BOTH_SIDES = `delete from comparison where national_record_id = any($1::uuid[])`;

export const FOUND = `
  insert into finding (agency_id, national_record_id, code, class, fields, national_ids)
  select f.agency_id, f.id, f.code, f.class, f.fields, f.national_ids
  from json_to_recordset($1::json) as f(id uuid, agency_id text, code text, class text, fields jsonb, national_ids jsonb)
  on conflict (national_record_id, code) where settled_at is null do update
  set last_seen_at = clock_timestamp(), seen = finding.seen + 1, fields = excluded.fields, national_ids = excluded.national_ids
  returning national_record_id as id, code, xmax = 0 as is_new`;

/** Findings of compared records that were not found again. */
export const SETTLE = `
  update finding f set settled_at = clock_timestamp(), settled_by = 'reconciliation'
  from json_to_recordset($1::json) as r(id uuid, codes json)
  where f.national_record_id = r.id and f.settled_at is null
    and not exists (select from json_array_elements_text(r.codes) c where c = f.code)`;

export const OF_FAR_SIDE = `
  insert into finding (agency_id, code, class, fields) values ($1, $2, $3, $4)
  on conflict (code) where settled_at is null and national_record_id is null
  do update set last_seen_at = clock_timestamp(), seen = finding.seen + 1, fields = excluded.fields`;

/** A whole round passed, and the far side showed nothing that was not asked for and nothing that cannot be true. */
export const FAR_SIDE_BEHAVES = `
  update finding f set settled_at = clock_timestamp(), settled_by = 'reconciliation' from reconciliation_run r
  where r.id = $1::bigint and r.finished_at is not null and r.kind in ('full', 'nightly') and r.foreign_rows = 0
    and r.doubts = 0 and r.compared > 0 and (f.code <> 'DIGESTS_WRONG' or r.way = 'digests') and f.settled_at is null and f.national_record_id is null`;

/** Going on would write into a stranger's case, or create a second one. What waits for another reason waits on. */
export const HOLD = `
  update outbox o set state = 'held', hold_code = 'NATIONAL_DIFFERS', hold_detail = h.code, hold_step = 'case', hold_ordinal = 1,
    held_at = clock_timestamp(), changed_at = clock_timestamp()
  from json_to_recordset($1::json) as h(id uuid, code text)
  where o.national_record_id = h.id and o.state in ('due', 'done')`;

/** What was held for a finding that is settled goes on; what may be a case that people have not decided about waits for them. */
export const RELEASE = `
  update outbox o set state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp()
  where o.national_record_id = any($1::uuid[]) and o.state = 'held' and o.hold_code = 'NATIONAL_DIFFERS'
    and o.hold_detail is distinct from 'STANDS_THERE'`;

/** Whoever approved a correction did not know that the far side changed: they are asked anew. */
export const ASK_AGAIN = `
  update outbox set approved_version = null where national_record_id = any($1::uuid[]) and approved_version is not null`;

export const ADVANCE = `
  update reconciliation_run set place = case when $3 then null else coalesce($2, place) end,
    finished_at = case when $3 then clock_timestamp() end, noted_at = clock_timestamp(),
    compared = compared + $4, unanswered = unanswered + $5, requests = requests + $6, foreign_rows = foreign_rows + $7,
    matching = matching + $8, only_local = only_local + $9, only_national = only_national + $10, different = different + $11
  where id = $1::bigint`;
