/** What is handed out: rows of the batch, one attempt each, and the record unknown until the batch is back. One statement. */
export const HAND_OUT = `
  with r as (
    select * from json_to_recordset($2::json) as r(
      position int, record uuid, reference text, attempt_no int, kind text, ordinal int, version int, mapping text, is_whole boolean,
      act text, national_id text, standing_id text, content text, protected text, identity text, comparable text, cells text,
      disclosure text)),
  handed as (
    insert into entry_row (batch_id, position, agency_id, national_record_id, attempt_no, kind, ordinal, case_version, is_whole, act,
      national_id, standing_id, content_digest, cells_digest)
    select $1::bigint, position, $3, record, attempt_no, kind, ordinal, version, is_whole, act, national_id, standing_id, content, cells
    from r),
  attempts as (
    insert into attempt (national_record_id, attempt_no, agency_id, step, ordinal, reference, body_sha256, content_digest,
      protected_digest, identity_digest, mapping_version, case_version, disclosure, comparable_digest, outcome, reason)
    select record, attempt_no, $3, kind, ordinal, reference, cells, content, protected, identity, mapping, version, disclosure, comparable,
      'unknown', 'in-batch' from r)
  update outbox o set batch_id = $1::bigint, attempt_no = m.last, unknown_since = clock_timestamp(), negative_lookups = 0,
    changed_at = clock_timestamp()
  from (select record, max(attempt_no) as last from r group by 1) m where o.national_record_id = m.record`;

const ROW_COLUMNS = `e.position, n.reference, e.kind, e.ordinal, e.act, e.national_id as "nationalId", e.standing_id as "standingId",
  e.state, e.result_id as "resultId", e.cells_digest as "cellsDigest", e.content_digest as "contentDigest",
  e.national_record_id as "recordId"`;

/** @param seen condition about `n`, its parameters from the second on */
export const rowsOf = (seen: string): string => `
  select ${ROW_COLUMNS}, ${seen} as "isSeen" from entry_row e join national_record n on n.id = e.national_record_id
  where e.batch_id = $1::bigint order by e.position`;

/** Records of ours that ids stand for. */
export const OWNERS = `
  select lower(n.national_id) as id, n.reference from national_record n where n.national_id = any($1::text[])
  union select lower(n.claimed_id), n.reference from national_record n where n.claimed_id = any($1::text[])
  union select lower(s.result_id), n.reference from step s join national_record n on n.id = s.national_record_id
    where s.result_id = any($1::text[])`;

/**
 * What was typed is acknowledged: step, id, attempt and a receipt that waits for its place, all or nothing. What the far side
 * acknowledged a request with is here the workbook, by its SHA-256.
 */
export const ENTERED = `
  with r as (
    select * from json_to_recordset($2::json) as r(position int, result_id text, entered_on date, entered_by text)),
  e as (
    -- of a denunciation no word of a clerk is kept: any cell may hold a name by mistake, and the workbook has it
    update entry_row x set state = 'entered', result_id = r.result_id, entered_on = r.entered_on,
      entered_by = case when f.kind <> 'TC' then r.entered_by end, workbook_sha256 = $3, settled_at = clock_timestamp(), settled_by = $4
    from r, national_record n join case_file f on f.id = n.case_id
    where x.batch_id = $1::bigint and x.position = r.position and x.state = 'open' and n.id = x.national_record_id returning x.*),
  t as (
    select e.position, a.* from e join attempt a on a.national_record_id = e.national_record_id and a.attempt_no = e.attempt_no
      and a.step = e.kind and a.ordinal = e.ordinal and a.reason in ('in-batch', 'restored')),
  closed as (
    update attempt a set outcome = 'confirmed', reason = 'entered-by-hand', body_sha256 = $3, settled_at = clock_timestamp()
    from t where a.national_record_id = t.national_record_id and a.attempt_no = t.attempt_no and a.intent_at = t.intent_at),
  confirmed as (
    insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest, identity_digest,
      comparable_digest, case_version, body_sha256)
    select e.national_record_id, e.kind, e.ordinal, e.agency_id, e.result_id, t.content_digest, t.protected_digest, t.identity_digest,
      t.comparable_digest, e.case_version, $3
    from e join t using (position)
    on conflict (national_record_id, kind, ordinal) do update set
      result_id = excluded.result_id, content_digest = excluded.content_digest, protected_digest = excluded.protected_digest,
      identity_digest = excluded.identity_digest, comparable_digest = excluded.comparable_digest,
      case_version = excluded.case_version, body_sha256 = excluded.body_sha256, confirmed_at = clock_timestamp()),
  named as (
    update national_record n set national_id = e.result_id, claimed_id = null from e
    where n.id = e.national_record_id and e.kind = 'case' and n.national_id is null),
  undigested as (
    delete from record_digest d using e where d.national_record_id = e.national_record_id)
  insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id, acted_by)
  select e.national_record_id, e.attempt_no, e.agency_id, e.kind, e.ordinal, e.result_id, $5 from e`;

export const NOT_ENTERED = `
  with r as (select * from json_to_recordset($2::json) as r(position int, state text, reason text)),
  e as (
    update entry_row x set state = r.state, workbook_sha256 = $3, settled_at = clock_timestamp(), settled_by = $4
    from r where x.batch_id = $1::bigint and x.position = r.position and x.state = 'open' returning x.*, r.reason)
  update attempt a set outcome = case when e.state = 'refused' then 'rejected' else 'not-sent' end, reason = e.reason,
    settled_at = clock_timestamp()
  from e where a.national_record_id = e.national_record_id and a.attempt_no = e.attempt_no and a.step = e.kind
    and a.ordinal = e.ordinal`;

/**
 * Records of which every row has its answer leave the batch: finished, held with what the far side said, or due again. A newer
 * version that came meanwhile makes them due whatever the answer.
 */
export const LEAVE_BATCH = `
  with ended as (
    select e.national_record_id as id, bool_and(e.state = 'entered') as is_entered, bool_and(e.is_whole) as is_whole,
      max(e.case_version) as version, min(e.position) filter (where e.state = 'refused') as refused
    from entry_row e where e.batch_id = $1::bigint group by 1 having bool_and(e.state <> 'open')),
  said as (
    select d.*, e.kind, e.ordinal, a.reason from ended d
    left join entry_row e on e.batch_id = $1::bigint and e.position = d.refused
    left join attempt a on a.national_record_id = e.national_record_id and a.attempt_no = e.attempt_no and a.step = e.kind
      and a.ordinal = e.ordinal)
  update outbox o set batch_id = null, parked = false, unknown_since = null, negative_lookups = 0, retry_count = 0, rung_at = null,
    due_at = clock_timestamp(), changed_at = clock_timestamp(),
    state = case when o.case_version > s.version then 'due' when s.refused is not null then 'held'
      when s.is_entered and s.is_whole then 'done' else 'due' end,
    hold_code = case when o.case_version = s.version and s.refused is not null then 'REJECTED' end,
    hold_detail = case when o.case_version = s.version and s.refused is not null then s.reason end,
    hold_step = case when o.case_version = s.version and s.refused is not null then s.kind end,
    hold_ordinal = case when o.case_version = s.version and s.refused is not null then s.ordinal end,
    held_at = case when o.case_version = s.version and s.refused is not null then clock_timestamp() end
  from said s where o.batch_id = $1::bigint and o.national_record_id = s.id`;

/**
 * Nobody knows what was typed of it: of a case that has no id people find out whether it stands there, of later steps they are
 * asked one by one. Nothing goes out again before.
 */
export const CANCEL = `
  with e as (
    update entry_row set state = 'unknown', settled_at = clock_timestamp(), settled_by = $2
    where batch_id = $1::bigint and state = 'open' returning *),
  attempts as (
    update attempt a set reason = 'batch-cancelled', settled_at = clock_timestamp() from e
    where a.national_record_id = e.national_record_id and a.attempt_no = e.attempt_no and a.step = e.kind and a.ordinal = e.ordinal),
  first as (
    select distinct on (national_record_id) national_record_id as id, kind, ordinal from e order by national_record_id, position),
  doubted as (
    update national_record n set base_unknown = true, was_shadowed = n.was_shadowed or n.national_id is null from first
    where n.id = first.id returning n.id, n.national_id)
  update outbox o set batch_id = null, parked = false, state = 'held', hold_code = 'UNKNOWN_OUTCOME',
    hold_detail = case when d.national_id is null then $3 else $4 end, hold_step = f.kind, hold_ordinal = f.ordinal,
    held_at = clock_timestamp(), unknown_since = null, rung_at = null, changed_at = clock_timestamp()
  from first f join doubted d using (id) where o.national_record_id = f.id and o.batch_id = $1::bigint`;

/** @param seen condition about `b`, its parameters from the first on */
export const batches = (seen: string): string => `
  select b.id::text as id, b.agency_id as agency, b.with_denunciations as "withDenunciations", to_json(b.made_at) #>> '{}' as "madeAt",
    b.made_by as "madeBy", b.reason, to_json(b.cancelled_at) #>> '{}' as "cancelledAt", b.cancelled_by as "cancelledBy",
    b.cancel_reason as "cancelReason", (
      select coalesce(json_object_agg(c.state, c.count), '{}') from (
        select e.state, count(*)::int as count from entry_row e where e.batch_id = b.id group by 1) c) as rows
  from entry_batch b where ${seen} order by b.id desc limit 200`;
