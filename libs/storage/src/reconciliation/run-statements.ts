/** Record `n` belongs to an agency that may use no interface: people type, and lists they export are compared. */
const IS_BY_HAND = 'exists (select from hand_agency h where h.agency_id = n.agency_id)';

/** Ends the runs of days and nights that are over. */
export const END_RUNS = `
  update reconciliation_run set finished_at = clock_timestamp()
  where finished_at is null and (kind = 'fresh' and key <> $1::text or kind = 'nightly' and key is distinct from $2::text)
  returning id`;

/**
 * What is confirmed is read back from about the moment on at which reconciliation first ran; what is older comes in its
 * night.
 */
export const OPEN_FRESH = `
  insert into reconciliation_run (agency_id, kind, key, place, per_minute, expected)
  select $1, 'fresh', $2::text, coalesce(
      (select r.place from reconciliation_run r where r.kind = 'fresh' order by r.id desc limit 1),
      (select greatest(0, max(c.seq) - 5000)::text from receipt c), '0'), $3, 0
  where not exists (select from reconciliation_run r where r.kind = 'fresh' and r.key = $2::text)
  on conflict do nothing`;

/** Goes on where the last night stopped; at the end of a round from the beginning. */
export const OPEN_NIGHTLY = `
  insert into reconciliation_run (agency_id, kind, key, place, per_minute, expected)
  select $1, 'nightly', $2::text,
    (select case when r.way is distinct from 'digests' then r.place end from reconciliation_run r
      where r.kind = 'nightly' order by r.id desc limit 1), $3,
    (select count(*)::int from national_record n where n.national_id is not null and not ${IS_BY_HAND})
  where not exists (select from reconciliation_run r where r.kind = 'nightly' and r.key = $2::text)
  on conflict do nothing`;

/** @param $4 agency, or null: all */
export const OPEN_ASKED = `
  insert into reconciliation_run (agency_id, kind, key, per_minute, expected)
  select coalesce($4::text, $1), $2, coalesce($4::text, ''), $3,
    (select count(*)::int from national_record n
      where n.national_id is not null and ($4::text is null or n.agency_id = $4::text) and not ${IS_BY_HAND})
  on conflict (kind, key) where finished_at is null do nothing returning id::text as id`;

/**
 * One process reconciles at a time. What was confirmed lately comes first, then what people asked for, then the night. Not in an
 * outage, and not while a side that went back in time is compared already.
 */
export const TAKE = `
  with free as (
    select not exists (select from outage where ended_at is null) and not exists (select from restoration where signed_at is null)
      and not exists (select from reconciliation_run r where r.finished_at is null and r.taken_by <> $1
        and r.taken_until > clock_timestamp()) as is_free),
  chosen as (
    select r.id from reconciliation_run r, free f
    where f.is_free and r.finished_at is null and r.id <> all($3::bigint[])
    order by array_position(array['fresh', 'asked', 'full', 'nightly'], r.kind), r.id limit 1 for update of r skip locked)
  update reconciliation_run r set taken_by = $1, taken_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  from chosen c where r.id = c.id
  returning r.id::text as id, r.kind, r.way, case when r.kind = 'asked' then r.key end as "agencyId", exists (
    select from outbox o where o.state = 'due' and o.due_at <= clock_timestamp()) as "isDeliveryBusy"`;

export const RENEW = `
  update reconciliation_run set taken_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  where taken_by = $1 and finished_at is null and taken_until > clock_timestamp()`;

export const GIVE_UP = `update reconciliation_run set taken_until = null where taken_by = $1 and finished_at is null`;

/** Records of the next receipts whose steps have settled, in the order of the chain. */
export const NEXT_FRESH = `
  with seen as (
    select c.seq, c.reference, c.confirmed_at from receipt c, reconciliation_run r
    where r.id = $1::bigint and c.seq > coalesce(r.place, '0')::bigint order by c.seq limit $2),
  settled as (
    select s.* from seen s where s.seq < coalesce((
      select min(t.seq) from seen t where t.confirmed_at > clock_timestamp() - make_interval(secs => $3::float8 / 1000)),
      9223372036854775807))
  select n.id, max(s.seq)::text as place from settled s left join national_record n on n.reference = s.reference
  group by n.id order by max(s.seq)`;

/** The next records in the order of their ids, which says nothing of the case. */
export const NEXT = `
  select n.id, n.id::text as place from national_record n, reconciliation_run r
  where r.id = $1::bigint and n.id > coalesce(r.place, '00000000-0000-0000-0000-000000000000')::uuid
    and (r.kind <> 'asked' or n.agency_id = r.key)
  order by n.id limit $2`;

/** The next of those that digests, or what was found before, say must be read whole. */
export const NEXT_PICKED = `
  select p.national_record_id as id, p.national_record_id::text as place from reconciliation_pick p, reconciliation_run r
  where r.id = $1::bigint and p.run_id = r.id
    and p.national_record_id > coalesce(r.place, '00000000-0000-0000-0000-000000000000')::uuid
  order by p.national_record_id limit $2`;

/**
 * What is compared of them: the state confirmed last, or for what was never created the present one. Not what something is under
 * way of, or was confirmed of a moment ago; not what is attached to another's case either: it has none of its own there.
 */
const LOADED = `
  select n.id as record_id, n.agency_id, n.reference, n.national_id, n.identity_policy, n.case_id, o.attempt_no,
    v.version as case_version, v.plain, v.secret,
    c.version as present_version, c.plain as present_plain, c.secret as present_secret, k.source_id, k.local_key, k.data_key, k.kek,
    coalesce(s.steps, '[]') as steps, coalesce(d.renditions, '[]') as renditions,
    coalesce(s.is_adopted, false) as is_adopted, coalesce(p.agreed, '{}') as agreed, g.digest, n.claimed_id
  from national_record n join outbox o on o.national_record_id = n.id
  left join step f on f.national_record_id = n.id and f.kind = 'case' and f.ordinal = 1
  join case_version v on v.case_id = n.case_id and v.version = coalesce(f.case_version, o.case_version)
  left join case_version c on c.case_id = n.case_id and c.version = o.case_version and c.version <> v.version
  join lateral (
    select r.source_id, r.local_key, r.data_key, r.kek from source_record r where r.case_id = n.case_id limit 1) k on true
  left join lateral (
    select json_agg(json_build_array(t.kind, t.ordinal, t.result_id, t.content_digest, t.protected_digest, t.identity_digest)) as steps,
      bool_or(t.kind = 'case' and t.body_sha256 = $3) as is_adopted, max(t.confirmed_at) as confirmed_at
    from step t where t.national_record_id = n.id) s on true
  left join lateral (
    select json_agg(json_build_array(t.id, t.field, t.original, translate(encode(t.content, 'base64'), E'\\n', ''))) as renditions
    from rendition t where n.identity_policy = 'withheld' and t.case_id = n.case_id and t.state = 'approved') d on true
  left join comparison p on p.national_record_id = n.id
  left join record_digest g on g.national_record_id = n.id
  where n.id = any($1::uuid[]) and o.state not in ('in_flight', 'unknown') and n.attach_to is null and n.attach_id is null
    and coalesce(s.confirmed_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000), true)`;
/** With a list from the national web. An id that only the source claims says nothing of us yet; an adopted record is ours like any other. */
export const LOAD_LISTED = `${LOADED} and (n.claimed_id is null or n.national_id is not null)`;
/** Over the wire: not what belongs to agencies that may use no interface. */
export const LOAD = `${LOAD_LISTED} and not ${IS_BY_HAND}`;
/** As {@link LOAD_LISTED}, of those that are not sent: also what the source says stands there. */
export const LOAD_PARKED = `${LOADED} and o.state = 'due' and o.parked and n.national_id is null`;

export const LAST_RUNS = `
  select r.id::text as id, r.kind, nullif(case when r.kind = 'asked' then r.key end, '') as agency, r.per_minute as "perMinute",
    r.expected, r.compared, r.by_digest as "byDigest", r.unanswered, r.requests, r.matching, r.only_local as "onlyLocal",
    r.only_national as "onlyNational", r.different, r.foreign_rows as "foreignRows",
    to_json(r.begun_at) #>> '{}' as "begunAt", to_json(r.noted_at) #>> '{}' as "notedAt",
    to_json(r.finished_at) #>> '{}' as "finishedAt"
  from reconciliation_run r
  where r.finished_at is null or r.id in (select max(l.id) from reconciliation_run l group by l.kind)
  order by r.id desc limit 50`;

export const COUNTS = `
  select
    (select coalesce(json_object_agg(c.class, c.count), '{}') from (
      select p.class, count(*)::int as count from comparison p group by 1) c) as classes,
    (select count(*)::int from national_record n where n.national_id is not null) as records,
    (select to_json(min(p.compared_at)) #>> '{}' from comparison p) as "oldestComparedAt",
    (select to_json(max(r.noted_at)) #>> '{}' from reconciliation_run r where r.way = 'digests') as "digestsComparedAt",
    (select count(*)::int from proposal p where p.state in ('open', 'awaited')) as proposals,
    (select coalesce(json_object_agg(f.code, f.count), '{}') from (
      select f.code, count(*)::int as count from finding f where f.settled_at is null group by 1) f) as findings`;
