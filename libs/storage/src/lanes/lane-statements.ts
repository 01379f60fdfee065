import { IS_WAITING } from '../conflicts/decision-state';
import { MAY_BE_PROPOSED } from '../proposals/proposal-statements';

/** Class of the session locks that own lanes; the second key is the lane. */
export const LANE_LOCK_CLASS = 5_410_702;

export const ACQUIRE = `select lane from unnest($2::int[]) as l(lane) where pg_try_advisory_lock($1, lane)`;
export const RELEASE = `select pg_advisory_unlock($1, lane) from unnest($2::int[]) as l(lane)`;

/**
 * The moment a claim begins, by the clock of the database: what it claims is due by then. Told once, so that an index passes over
 * what is put off; asked of the clock anew for every row, each of them would be fetched to be looked at.
 */
const NOW = 'statement_timestamp()';

/** Days by which back-fill lies behind everything else: one number says both, and one aggregate is half the work of two. */
const CENTURY = 36_500;

export const DUE_LANES = `
  select lane from outbox where state in ('due', 'unknown', 'in_flight') and due_at <= ${NOW}
  group by lane order by min(send_by + is_backfill::int * ${CENTURY}), min(due_at) limit $1`;

/** The most urgent few rows decide: asked whenever more lanes wait than may send. */
export const URGENT_LANES = `
  select distinct lane from (
    select lane from outbox
    where state in ('due', 'unknown', 'in_flight') and not is_backfill and due_at <= ${NOW} and lane <> all($2::int[])
    order by send_by, due_at limit $1) o`;

/**
 * A record that was accepted once and is not any more (marked secret, taken out of scope, quarantined), or is gone at
 * its source, gets nothing new sent; what was sent already is still resolved. A scalar sub-query on purpose: it stays one look-up per row.
 */
const IS_ACCEPTED = `'accepted' = (
      select case when r.gone_at is null then r.class end from national_record m join source_record r on r.case_id = m.case_id
      where m.id = b.national_record_id limit 1)`;
const MAY_GO = `(b.state <> 'due' or ${IS_ACCEPTED})`;

/** A record with all that delivery needs of it. @param rows what follows `from`: rows of the outbox as `o`, each with `barred` */
const fetched = (rows: string): string => `
  select o.national_record_id, o.agency_id, o.lane, o.state, o.attempt_no, o.retry_count, o.case_version, o.mapping_version,
    o.approved_version, o.negative_lookups, extract(epoch from clock_timestamp() - o.unknown_since) * 1000 as unknown_for_ms,
    n.reference, n.national_id, n.identity_policy, n.case_id, n.claimed_id, n.claimed_steps, n.claim_decided,
    o.is_doubtful, n.times_gone, n.base_unknown, n.seen_by_people, (select json_agg(g.code) from finding g
      where g.national_record_id = o.national_record_id and g.settled_at is null) as findings,
    n.national_id is null and n.claimed_id is null and ${MAY_BE_PROPOSED} as may_be_proposed, (n.was_shadowed or k.first_read_at <= (select max(signed_at) from restoration)) as may_stand,
    n.attach_to is not null or n.attach_id is not null as is_attached,
    coalesce(n.attach_id, (select q.national_id from national_record q where q.id = n.attach_to)) as head_id,
    n.claimed_id is not null and exists (select from national_record x
      where x.id <> n.id and (x.claimed_id = n.claimed_id or x.national_id = n.claimed_id)) as claim_shared,
    v.agency_id <> o.agency_id as is_transferred, v.plain, v.secret, k.source_id, k.local_key, k.data_key, k.kek,
    s.steps, a.open, coalesce(u.unsettled, '[]') as unsettled, o.barred, d.renditions,
    y.decided, y.differing, z.version as decided_version, z.plain as decided_plain, z.secret as decided_secret
  from ${rows}
  join national_record n on n.id = o.national_record_id
  join case_version v on v.case_id = n.case_id and v.version = o.case_version
  left join lateral (
    select r.source_id, r.local_key, r.data_key, r.kek, r.first_read_at, r.received_on from source_record r where r.case_id = n.case_id limit 1) k on true
  left join lateral (
    select json_agg(json_build_array(t.kind, t.ordinal, t.result_id, t.content_digest, t.protected_digest, t.identity_digest,
      t.comparable_digest)) as steps
    from step t where t.national_record_id = o.national_record_id) s on true
  left join lateral (
    select json_build_array(t.attempt_no, t.step, t.ordinal, t.body_sha256, t.case_version,
      t.content_digest, t.protected_digest, t.identity_digest, t.reason, t.repeat_key, f.sent_for_ms,
      t.comparable_digest) as open
    from attempt t
    left join lateral (
      select extract(epoch from clock_timestamp() - min(e.intent_at)) * 1000 as sent_for_ms from attempt e
      where e.national_record_id = t.national_record_id and e.repeat_key = t.repeat_key
        and e.outcome is distinct from 'not-sent') f on t.repeat_key is not null
    where t.national_record_id = o.national_record_id and t.attempt_no = o.attempt_no
    order by t.intent_at desc limit 1) a on o.state <> 'due'
  left join lateral (
    select json_agg(json_build_array(t.step, t.ordinal, t.content_digest, t.protected_digest, t.identity_digest)) as unsettled
    from attempt t where t.national_record_id = o.national_record_id and coalesce(t.outcome, 'unknown') = 'unknown'
      and not exists (select from attempt e where e.national_record_id = t.national_record_id and e.step = t.step
        and e.ordinal = t.ordinal and e.outcome = 'confirmed' and e.attempt_no > t.attempt_no)) u on n.national_id is not null
  left join lateral (
    select json_agg(json_build_array(t.id, t.field, t.original, translate(encode(t.content, 'base64'), E'\\n', ''))) as renditions
    from rendition t where n.identity_policy = 'withheld' and t.case_id = n.case_id and t.state = 'approved') d on true
  left join lateral (
    select json_agg(json_build_array(c.step, c.ordinal, c.field, c.way, c.digest) order by c.id) as decided,
      (select json_agg(distinct e ->> 'field') from finding q, jsonb_array_elements(q.fields) e
        where q.national_record_id = o.national_record_id and q.settled_at is null) as differing
    from conflict_decision c where c.national_record_id = o.national_record_id and ${IS_WAITING}) y on true
  left join lateral (
    select e.version, e.plain, e.secret from step t join case_version e on e.case_id = n.case_id and e.version = t.case_version
    where y.decided is not null and t.national_record_id = n.id and t.kind = 'case' and t.ordinal = 1) z on true
  order by o.is_backfill, o.send_by, o.due_at`;

export const FETCH = fetched(`unnest($1::int[]) as l(lane)
  cross join lateral (
    select b.*, case when b.state = 'due' then false else b.parked or not coalesce(${IS_ACCEPTED}, false) end as barred from outbox b
    where b.lane = l.lane and b.state in ('due', 'unknown', 'in_flight') and b.due_at <= ${NOW}
      and ${MAY_GO} and b.agency_id <> all($3::text[])
    order by b.is_backfill, b.send_by, b.due_at limit $2) o`);

/** The same of records by id, whatever their state, as if they were due. */
export const FETCH_NAMED = fetched(
  '(select b.*, false as barred from outbox b where b.national_record_id = any($1::uuid[])) o',
);

/**
 * Records `b` of an agency `$1` that enters by hand, which are due and in no batch; `$2`: denunciations as well. Not those still in
 * shadow: what of them people typed is not known.
 */
const IS_TO_ENTER = `b.agency_id = $1 and b.state = 'due' and b.parked and b.batch_id is null and ${IS_ACCEPTED}
      and exists (select from hand_agency h where h.agency_id = b.agency_id)
      and not exists (select from shadow_agency s where s.agency_id = b.agency_id)
      and ($2::boolean or exists (select from national_record m join case_file f on f.id = m.case_id
        where m.id = b.national_record_id and f.kind <> 'TC'))`;

/** Waits to be compared with other cases, as it would before it is sent: it may be one that somebody entered already. */
const AWAITS_CHECK = `coalesce(b.check_by > ${NOW}, false)`;

export const TO_ENTER = fetched(`(
    select b.*, false as barred from outbox b
    where ${IS_TO_ENTER} and not ${AWAITS_CHECK}
    order by b.is_backfill, b.send_by, b.due_at limit $3 for update of b) o`);

/** How many are left out until they were compared. */
export const NOT_CHECKED = `select count(*)::int as count from outbox b where ${IS_TO_ENTER} and ${AWAITS_CHECK}`;

/** Records of a batch at the versions that were handed out. */
export const HANDED_OUT = fetched(`(
    select b.national_record_id, b.agency_id, b.lane, 'due'::text as state, b.attempt_no, b.retry_count, e.case_version, b.mapping_version,
      b.approved_version, b.negative_lookups, b.unknown_since, b.is_doubtful, false as barred, b.is_backfill, b.send_by, b.due_at
    from outbox b join (
      select national_record_id, max(case_version) as case_version from entry_row where batch_id = $1::bigint group by 1) e
      on e.national_record_id = b.national_record_id) o`);

export const SETTLE_BASE = `
  with settled as (update outbox set is_doubtful = false where national_record_id = $1 and is_doubtful)
  update national_record set base_unknown = false, seen_by_people = null where id = $1 and base_unknown`;

/** Rows that cannot be read back wait a while, so that the others of their lane go on. */
export const PUT_ASIDE = `
  update outbox set due_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000), rung_at = null
  where national_record_id = any($1::uuid[])`;

/**
 * Whether the record may still open an intent: minutes can lie between its fetch and its turn. Two look-ups by key per
 * intent, none for other writes.
 */
const STANDING = `
  left join lateral (
    select r.class = 'accepted' and r.gone_at is null as is_accepted,
      w.o_kind = 'case' and may_be_entered(m.id, m.agency_id) as is_entered
    from national_record m join source_record r on r.case_id = m.case_id
    where w.o_no is not null and m.id = w.id limit 1) s on true`;
/** Since it was fetched, somebody found or decided that it is not sent like this. */
const WAITS_FOR_PEOPLE = `coalesce(b.hold_code = 'PROBABLE_DUPLICATE', false)`;
/** Entered by hand meanwhile, as far as anybody knows (0383); two people may have looked. */
const IS_ENTERED = `(coalesce(s.is_entered, false) and b.approved_version is distinct from b.case_version)`;
const NOT_OPENED = `(w.o_no is not null and (${WAITS_FOR_PEOPLE} or ${IS_ENTERED}
    or not (coalesce(s.is_accepted, false) and b.case_version = w.o_version and not b.parked)))`;
/** An outcome that nobody knows stays unknown; a row with a known one is due again. */
const STAYS_UNKNOWN = `(b.state = 'unknown' and w.close_no is null)`;

/** A hold about an older version is outdated by a newer one, unless it is about what nobody knows. */
const STAYS_HELD = `w.state = 'held' and (b.case_version = w.version or w.hold_code in ('UNKNOWN_OUTCOME', 'WRONG_ANSWER'))`;

/**
 * One group commit: intents and outcomes of many records in one statement. The compare-and-set on the attempt
 * number decides per record; everything else joins on its result, so a stale write leaves no trace. An intent is only
 * opened while its record is accepted, there, not parked, and at the version it was made from; what the write settles is stored
 * either way. A step is never confirmed without a receipt that waits for its place in the chain.
 */
export const COMMIT = `
  with w as (
    select * from json_to_recordset($1::json) as w(
      id uuid, expected int, version int, close_no int, close_outcome text, close_reason text,
      c_kind text, c_ordinal int, c_result text, c_content text, c_protected text, c_identity text, c_version int,
      c_comparable text, c_body text, national_id text,
      o_no int, o_kind text, o_ordinal int, o_body text, o_content text, o_protected text, o_identity text,
      o_comparable text, o_version int, o_mapping text, o_reference text, o_disclosure text, o_key text,
      d_position int8, d_digest text,
      state text, delay_ms float8, retries int, negatives int, fresh boolean,
      hold_code text, hold_detail text, hold_step text, hold_ordinal int)),
  cas as (
    update outbox b set
      state = case when ${WAITS_FOR_PEOPLE} then b.state when ${NOT_OPENED} then case when ${STAYS_UNKNOWN} then 'unknown' else 'due' end
        when ${STAYS_HELD} then 'held'
        when w.state in ('done', 'held') and b.case_version > w.version then 'due' else w.state end,
      hold_code = case when ${WAITS_FOR_PEOPLE} then b.hold_code when ${STAYS_HELD} then w.hold_code end,
      hold_detail = case when ${WAITS_FOR_PEOPLE} then b.hold_detail when ${STAYS_HELD} then w.hold_detail end,
      hold_step = case when ${STAYS_HELD} then w.hold_step end,
      hold_ordinal = case when ${STAYS_HELD} then w.hold_ordinal end,
      held_at = case when ${WAITS_FOR_PEOPLE} then b.held_at when ${STAYS_HELD} then clock_timestamp() end,
      attempt_no = case when ${NOT_OPENED} then b.attempt_no else coalesce(w.o_no, b.attempt_no) end,
      -- from step to step nothing that is indexed changes, so that the update stays within its page (HOT)
      due_at = case when w.state = 'in_flight' and not ${NOT_OPENED} then b.due_at
        else clock_timestamp() + make_interval(secs => coalesce(w.delay_ms, 0) / 1000) end,
      rung_at = case when coalesce(w.delay_ms, 0) > 0 or ${NOT_OPENED} then null else clock_timestamp() end,
      retry_count = coalesce(w.retries, 0),
      unknown_since = case when ${NOT_OPENED} then case when ${STAYS_UNKNOWN} then b.unknown_since end
        when w.state = 'unknown' then case when w.fresh then clock_timestamp() else b.unknown_since end end,
      negative_lookups = case when ${NOT_OPENED} and ${STAYS_UNKNOWN} then b.negative_lookups else coalesce(w.negatives, 0) end,
      changed_at = clock_timestamp()
    from w ${STANDING}
    where b.national_record_id = w.id and b.attempt_no = w.expected
    returning b.national_record_id as id, b.agency_id, b.attempt_no = w.o_no as is_opened),
  closed as (
    update attempt a set outcome = w.close_outcome, reason = w.close_reason, settled_at = clock_timestamp()
    from w join cas using (id)
    where a.national_record_id = w.id and a.attempt_no = w.close_no),
  opened as (
    insert into attempt (national_record_id, attempt_no, agency_id, step, ordinal, reference, body_sha256,
      content_digest, protected_digest, identity_digest, mapping_version, case_version, disclosure, repeat_key,
      comparable_digest)
    select id, o_no, agency_id, o_kind, o_ordinal, o_reference, o_body, o_content, o_protected, o_identity, o_mapping, o_version,
      o_disclosure, o_key, o_comparable
    from w join cas using (id) where is_opened),
  confirmed as (
    insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest,
      identity_digest, comparable_digest, case_version, body_sha256)
    select id, c_kind, c_ordinal, agency_id, c_result, c_content, c_protected, c_identity, c_comparable, c_version, c_body
    from w join cas using (id) where c_kind is not null
    on conflict (national_record_id, kind, ordinal) do update set
      result_id = excluded.result_id, content_digest = excluded.content_digest, protected_digest = excluded.protected_digest,
      identity_digest = excluded.identity_digest, comparable_digest = excluded.comparable_digest,
      case_version = excluded.case_version, body_sha256 = excluded.body_sha256, confirmed_at = clock_timestamp()),
  digested as (
    insert into record_digest (national_record_id, agency_id, position, digest)
    select id, agency_id, d_position, decode(d_digest, 'hex') from w join cas using (id) where d_digest is not null
    on conflict (national_record_id) do update set position = excluded.position, digest = excluded.digest,
      written_at = clock_timestamp()),
  receipts as (
    insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id)
    select id, coalesce(close_no, expected), agency_id, c_kind, c_ordinal, c_result
    from w join cas using (id) where c_kind is not null),
  named as (
    update national_record n set national_id = w.national_id from w join cas using (id)
    where n.id = w.id and w.national_id is not null and n.national_id is distinct from w.national_id)
  select id, is_opened from cas`;

export const TAKE_UNRUNG = `
  with unrung as materialized (
    select b.national_record_id from outbox b
    where b.state in ('due', 'unknown', 'in_flight') and b.due_at <= ${NOW}
      and (b.rung_at is null or b.rung_at < clock_timestamp() - make_interval(secs => $2 / 1000.0))
      and ${MAY_GO} and b.agency_id <> all($3::text[])
    order by b.is_backfill, b.send_by, b.due_at limit $1 for update of b skip locked)
  update outbox o set rung_at = clock_timestamp() from unrung where o.national_record_id = unrung.national_record_id
  returning o.lane`;

/** One record that stands for certain; whichever comes first. Adopted ones may lack the reference. */
export const STANDING_RECORD = `
  select n.reference, n.agency_id, n.national_id
  from step t join national_record n on n.id = t.national_record_id
  where t.kind = 'case' and t.body_sha256 <> $3 and t.national_record_id <> $1 and n.national_id is not null
    and t.confirmed_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)
  limit 1`;

/** Lane sessions that lie idle although their processes should have said something: frozen, or cut off without a word. */
export const END_FROZEN = `
  select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
  where datname = current_database() and usename = current_user and application_name = $1
    and state = 'idle' and state_change <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)`;
