import { ADOPTED_BODY } from '@kntc/domain';
import { SEND_BY_ANEW } from '../lanes/send-by';

/** One process compares at a time; who did goes on, others wait until it has been silent. */
export const TAKE = `
  update restoration set compared_by = $1, compared_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  where signed_at is null and (compared_by = $1 or compared_until is null or compared_until <= clock_timestamp())
  returning id::text as id, side`;

export const UNCOMPARED = `
  select n.id as record_id, n.agency_id, n.reference, n.national_id from national_record n
  where not exists (select from restoration_finding f where f.restoration_id = $1::bigint and f.national_record_id = n.id)
  order by n.id limit $2`;

export const NOTE = `
  insert into restoration_finding (restoration_id, national_record_id, agency_id, kind, national_id)
  select $1::bigint, f.id, f.agency_id, f.kind, f.national_id
  from json_to_recordset($2::json) as f(id uuid, agency_id text, kind text, national_id text)
  on conflict (restoration_id, national_record_id) do update
  set kind = excluded.kind, national_id = excluded.national_id, noted_at = clock_timestamp()`;

/**
 * The newest creates: those whose receipts wait for their place, then by the chain of receipts, which needs no index of
 * its own, and others from a random place on. Only what stands under its id still, so that a record two people gave up is
 * not asked for again and again.
 */
export const SAMPLE = `
  with newest as (
    select r.reference from receipt r
    where r.kind = 'case' and r.confirmed_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)
    order by r.seq desc limit $1),
  waiting as (
    select n.reference from receipt_due d join national_record n on n.id = d.national_record_id
    join step s on s.national_record_id = n.id and s.kind = 'case'
    where d.kind = 'case' and s.confirmed_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)
    order by s.confirmed_at desc limit $1),
  others as (
    select n.reference from national_record n
    where n.id > gen_random_uuid() and n.national_id is not null and exists (
      select from step s where s.national_record_id = n.id and s.kind = 'case'
        and s.confirmed_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000))
    order by n.id limit $1)
  select n.id as record_id, n.agency_id, n.reference, n.national_id from national_record n
  where n.national_id is not null and n.reference in (
    select reference from waiting union select reference from newest union select reference from others)`;

export const BEGIN = `
  insert into restoration (agency_id, side, detail) values ($1, $2, $3)
  on conflict ((true)) where signed_at is null do nothing returning id`;

/** What stands in the way of a sign-off, and what it would be about. */
export const OPEN = `
  select r.id::text as id, r.side, r.detail, to_json(r.begun_at) #>> '{}' as since,
    (select count(*)::int from national_record n where not exists (
      select from restoration_finding f where f.restoration_id = r.id and f.national_record_id = n.id)) as uncompared,
    (select coalesce(json_object_agg(c.kind, c.count), '{}') from (
      select f.kind, count(*)::int as count from restoration_finding f where f.restoration_id = r.id group by 1) c) as counts,
    (select left(md5(string_agg(f.national_record_id || f.kind || coalesce(f.national_id, ''), '|' order by f.national_record_id)), 8)
      from restoration_finding f where f.restoration_id = r.id and f.kind not in ('same', 'nowhere')) as difference,
    (select coalesce(json_agg(s.id order by s.id), '[]') from source s
      where s.complete_at is null or s.complete_at < r.begun_at) as unread
  from restoration r where r.signed_at is null`;

/** @param seen condition about `n`, its parameters from the fourth on */
export const different = (seen: string): string => `
  select n.reference, n.agency_id, f.kind, n.national_id as ours, f.national_id as theirs
  from restoration_finding f join national_record n on n.id = f.national_record_id
  where f.restoration_id = $1::bigint and f.kind not in ('same', 'nowhere') and ($2::text is null or n.reference > $2) and ${seen}
  order by n.reference limit $3`;

/** Those that delivery may touch: what is open resolves itself, as after any crash. */
const SETTLED = `o.state in ('due', 'held', 'done')`;

const MAKE_DUE = `state = case when o.state = 'done' then 'due' else o.state end, ${SEND_BY_ANEW},
  due_at = clock_timestamp(), rung_at = null, changed_at = clock_timestamp()`;

/**
 * As {@link MAKE_DUE}, of records that get an id anew: also what was held only because their case was lost. A step was refused
 * for a case that did not stand there any more, or a create was answered with the id of a case that was lost.
 */
const COMES_BACK = `(o.state = 'done' or o.state = 'held'
  and (o.hold_code = 'REJECTED' or o.hold_code = 'WRONG_ANSWER' and o.hold_detail = 'id-taken'))`;
const BRING_BACK = `state = case when ${COMES_BACK} then 'due' else o.state end, ${SEND_BY_ANEW},
  hold_code = case when not ${COMES_BACK} then o.hold_code end, hold_detail = case when not ${COMES_BACK} then o.hold_detail end,
  hold_step = case when not ${COMES_BACK} then o.hold_step end, hold_ordinal = case when not ${COMES_BACK} then o.hold_ordinal end,
  held_at = case when not ${COMES_BACK} then o.held_at end,
  due_at = clock_timestamp(), rung_at = null, changed_at = clock_timestamp()`;

/**
 * What reconciliation found of a side as it was, and what both sides agreed on then, say nothing any more: the sign-off decides
 * about the same records by what was compared since. They are compared anew afterwards.
 */
export const BEGIN_TO_AGREE_ANEW = `
  with ended as (
    update finding set settled_at = clock_timestamp(), settled_by = 'restoration'
    where settled_at is null and national_record_id is not null),
  forgotten as (delete from comparison)
  update outbox set state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp()
  where state = 'held' and hold_code = 'NATIONAL_DIFFERS'`;

/**
 * What is open of a case that does not stand there any more under the id it was sent to: whatever became of it was lost, and
 * its repeat would go to nobody, or into the case of a stranger who has that id now. Whoever still waits for the answer
 * finds that the attempt is not its own.
 */
export const LET_GO_OF_OPEN = `
  with gone as (
    select n.id, o.attempt_no from national_record n join restoration_finding f on f.national_record_id = n.id
      join outbox o on o.national_record_id = n.id
    where f.restoration_id = $1::bigint and f.kind in ('lost-there', 'other-id')
      and n.national_id is not null and o.state in ('unknown', 'in_flight')),
  closed as (
    update attempt a set outcome = 'unknown', reason = 'restored', settled_at = clock_timestamp() from gone g
    where a.national_record_id = g.id and a.attempt_no = g.attempt_no)
  update outbox o set state = 'due', attempt_no = o.attempt_no + 1, unknown_since = null, negative_lookups = 0,
    retry_count = 0, due_at = clock_timestamp(), rung_at = null, changed_at = clock_timestamp()
  from gone g where o.national_record_id = g.id`;

/**
 * Ids that stand under our references become ours. They are taken away from whoever has them first: two records may have
 * changed places. Which steps stand there is not known. A record whose source names the id has its own way of linking,
 * which knows more.
 */
export const LET_GO_OF_IDS = `
  with gone as (
    update national_record n set national_id = null from restoration_finding f, outbox o
    where f.restoration_id = $1::bigint and f.kind = any($2::text[]) and n.id = f.national_record_id
      and o.national_record_id = n.id and ${SETTLED}
    returning n.id)
  delete from record_digest d using gone g where d.national_record_id = g.id`;

export const ADOPT_IDS = `
  with adopted as (
    update national_record n set national_id = f.national_id, base_unknown = true from restoration_finding f, outbox o
    where f.restoration_id = $1::bigint and f.kind = any($2::text[]) and n.id = f.national_record_id
      and o.national_record_id = n.id and ${SETTLED}
      and n.claimed_id is null and not exists (select from national_record x where x.national_id = f.national_id)
    returning n.id),
  forgotten as (delete from step s using adopted a where s.national_record_id = a.id),
  undigested as (delete from record_digest d using adopted a where d.national_record_id = a.id)
  update outbox o set ${BRING_BACK} from adopted a where o.national_record_id = a.id`;

/** Sent once more from the first step on: what was acknowledged is lost with its ids. Its receipts stay. */
export const CREATE_AGAIN = `
  with lost as (
    update national_record n set national_id = null, base_unknown = false from restoration_finding f, outbox o
    where f.restoration_id = $1::bigint and f.kind = any($2::text[]) and n.id = f.national_record_id
      and o.national_record_id = n.id and ${SETTLED}
    returning n.id),
  forgotten as (delete from step s using lost l where s.national_record_id = l.id),
  undigested as (delete from record_digest d using lost l where d.national_record_id = l.id)
  update outbox o set ${BRING_BACK} from lost l where o.national_record_id = l.id`;

/** Nobody knows what was sent of them since the backup: asked for once, step by step. */
export const DOUBT_BASE = `
  with doubted as (
    update national_record n set base_unknown = true from restoration_finding f, outbox o
    where f.restoration_id = $1::bigint and f.kind = any($2::text[]) and n.id = f.national_record_id
      and o.national_record_id = n.id and ${SETTLED} and n.national_id is not null
    returning n.id)
  update outbox o set ${MAKE_DUE} from doubted d where o.national_record_id = d.id`;

/**
 * Steps of records that still stand there and that the far side may have lost with the rest: all confirmed after the newest
 * create that survived was first sent. Not after it was confirmed or sent again, which may have been long after the copy was
 * made; nor does a case sent after the first lost one count, which came when all was put back. Where no case tells, those of
 * the last two days. They are sent again where that replaces, and asked about where it would add; of a case that was sent
 * again since its create nobody knows which content stands there.
 */
export const FORGET_LATE_STEPS = `
  with created as (
    select f.kind, a.national_record_id, min(a.intent_at) as sent_at, count(*) filter (where a.outcome = 'confirmed') > 1 as is_changed
    from restoration_finding f join attempt a on a.national_record_id = f.national_record_id
    where f.restoration_id = $1::bigint and f.kind in ('same', 'lost-there')
      and a.step = 'case' and a.outcome in ('confirmed', 'unknown') and a.body_sha256 <> '${ADOPTED_BODY}'
    group by 1, 2 having bool_or(a.outcome = 'confirmed')),
  lost_since as (
    select coalesce(max(c.sent_at), (select r.begun_at - interval '2 days' from restoration r where r.id = $1::bigint)) as at
    from created c where c.kind = 'same'
      and c.sent_at < (select min(l.sent_at) from created l where l.kind = 'lost-there')),
  late as (
    select s.national_record_id, s.kind, s.ordinal from step s
      join restoration_finding f on f.national_record_id = s.national_record_id
      cross join lost_since t
    where f.restoration_id = $1::bigint and f.kind = 'same' and s.confirmed_at > t.at
      and (s.kind <> 'case' or exists (
        select from created c where c.national_record_id = s.national_record_id and c.is_changed))),
  forgotten as (
    delete from step s using late l where l.kind <> 'case'
      and s.national_record_id = l.national_record_id and s.kind = l.kind and s.ordinal = l.ordinal),
  blurred as (
    update step s set content_digest = '', comparable_digest = null from late l where l.kind = 'case'
      and s.national_record_id = l.national_record_id and s.kind = l.kind and s.ordinal = l.ordinal),
  doubted as (
    update national_record n set base_unknown = true where n.id in (select national_record_id from late) returning n.id)
  update outbox o set ${MAKE_DUE} from doubted d where o.national_record_id = d.id`;

export const ASK = `
  update outbox o set state = 'held', hold_code = 'UNKNOWN_OUTCOME', hold_detail = 'restored:' || f.kind, hold_step = 'case',
    hold_ordinal = 1, held_at = clock_timestamp(), changed_at = clock_timestamp()
  from restoration_finding f
  where f.restoration_id = $1::bigint and f.kind = any($2::text[]) and f.national_record_id = o.national_record_id
    and o.state in ('due', 'done')`;

export const SIGN = `
  update restoration set signed_at = clock_timestamp(), signed_by = $2, approved_by = $3, reason = $4, difference = $5
  where id = $1::bigint`;
