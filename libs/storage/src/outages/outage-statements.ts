import { IS_BRAKED } from '../brakes/brake-statements';

/** Every process says it again every two seconds: one that has been silent for so long has ended. */
const SEEN_LATELY = `seen_at > clock_timestamp() - interval '15 seconds'`;

const AGO = (parameter: string): string =>
  `clock_timestamp() - make_interval(secs => ${parameter}::float8 / 1000)`;

/** `began`: this statement made the row. */
export const REPORT = `
  with news as (
    insert into outage as a (agency_id, scope, code, causes, began_at, last_probe_at, failed_probes, next_probe_at)
    select $1, $2, $3, jsonb_build_array(jsonb_build_object('code', $3::text, 'at', ${AGO('$4')})), ${AGO('$4')},
      ${AGO('$5')}, $6::int, clock_timestamp() + make_interval(secs => $7::float8 / 1000)
    on conflict (scope) where ended_at is null do update set
      code = case when $8::boolean then excluded.code else a.code end,
      causes = case when $8::boolean and a.code <> excluded.code and jsonb_array_length(a.causes) < 100
        then a.causes || jsonb_build_object('code', excluded.code, 'at', clock_timestamp()) else a.causes end,
      last_probe_at = greatest(a.last_probe_at, excluded.last_probe_at),
      failed_probes = a.failed_probes + excluded.failed_probes,
      next_probe_at = excluded.next_probe_at, reopened_at = null
    returning id, xmax = 0 as began),
  seen as (
    insert into outage_process (outage_id, process_id, agency_id, is_shut) select id, $9::uuid, $1, true from news
    on conflict (outage_id, process_id) do update set is_shut = true, seen_at = clock_timestamp())
  select began from news`;

/**
 * What could be sent now and is not, and what became unknown in the outage. A record that was tried and failed a moment
 * ago is due again within the minute.
 */
export const LIST_WAITING = `
  insert into outage_record (outage_id, national_record_id, agency_id, since)
  select a.id, o.national_record_id, o.agency_id, greatest(a.began_at, least(o.due_at, clock_timestamp()))
  from outage a
  join outbox o on o.state in ('due', 'unknown', 'in_flight')
    and (o.due_at <= clock_timestamp() + interval '60 seconds' or o.unknown_since >= a.began_at) and not ${IS_BRAKED}
    and ($2::text[] is null or o.agency_id = any($2::text[]))
  join national_record n on n.id = o.national_record_id
  join source_record r on r.case_id = n.case_id and ((r.class = 'accepted' and r.gone_at is null) or o.state <> 'due')
  where a.scope = $1 and a.ended_at is null
    and not exists (select from outage_record x where x.outage_id = a.id and x.national_record_id = o.national_record_id)
  on conflict do nothing`;

export const REOPENED = `
  with back as (
    update outage set reopened_at = coalesce(reopened_at, clock_timestamp()),
      last_probe_at = greatest(last_probe_at, clock_timestamp())
    where scope = $2 and ended_at is null and not exists (
      select from outage_process p where p.outage_id = outage.id and p.process_id <> $1::uuid and p.is_shut and p.${SEEN_LATELY})
    returning id)
  update outage_process p set is_shut = false, seen_at = clock_timestamp() from outage a
  where p.outage_id = a.id and a.scope = $2 and a.ended_at is null and p.process_id = $1::uuid`;

/** `$2`: deliveries succeed again; otherwise it ends only when nothing on its list waits. */
export const END = `
  update outage a set ended_at = clock_timestamp(), reopened_at = coalesce(reopened_at, clock_timestamp()), next_probe_at = null
  where a.scope = $1 and a.ended_at is null
    and not exists (select from outage_process p where p.outage_id = a.id and p.is_shut and p.${SEEN_LATELY})
    and ($2::boolean or not exists (
      select from outage_record w join outbox o using (national_record_id)
      where w.outage_id = a.id and o.state in ('due', 'unknown', 'in_flight')))
  returning a.id`;

export const STANDING = `select scope, code from outage where ended_at is null order by scope`;

export const NOTE_SHARE = `
  insert into delivery_ramp (process_id, agency_id, share) values ($1, $2, $3)
  on conflict (process_id) do update set share = excluded.share, seen_at = clock_timestamp()`;

export const NOTE_WORK = `
  insert into delivery_minute as m (minute, agency_id, asked, done)
  values (date_trunc('minute', clock_timestamp()), $1, $2, $3)
  on conflict (minute) do update set asked = m.asked + excluded.asked, done = m.done + excluded.done
  returning xmax = 0 as is_new`;

/** Asked with every new minute; the estimate looks back a day. */
export const FORGET_WORK = `delete from delivery_minute where minute < clock_timestamp() - interval '8 days'`;

/** What is shown of an outage. */
export const OUTAGE_COLUMNS = `a.id::text as id, a.scope, a.code, a.causes, a.failed_probes as "failedProbes",
    to_json(a.began_at) #>> '{}' as "beganAt", to_json(a.last_probe_at) #>> '{}' as "lastProbeAt",
    to_json(a.next_probe_at) #>> '{}' as "nextProbeAt", to_json(a.reopened_at) #>> '{}' as "reopenedAt",
    to_json(a.ended_at) #>> '{}' as "endedAt", extract(epoch from coalesce(a.ended_at, clock_timestamp()) - a.began_at)::float8 as seconds,
    (select count(*)::int from outage_record r where r.outage_id = a.id) as affected`;

export const LIST = `select ${OUTAGE_COLUMNS} from outage a`;

/** What is shown of a record that waited in an outage. */
export const AFFECTED_COLUMNS = `n.reference, f.kind, w.agency_id as agency, to_json(w.since) #>> '{}' as since, o.state,
    (select to_json(min(coalesce(t.settled_at, t.intent_at))) #>> '{}' from attempt t
     where t.national_record_id = w.national_record_id and t.outcome = 'confirmed' and t.settled_at >= a.began_at) as "sentAt"`;

export const AFFECTED_FROM = `outage_record w
  join outage a on a.id = w.outage_id
  join national_record n on n.id = w.national_record_id
  join case_file f on f.id = n.case_id
  join outbox o on o.national_record_id = w.national_record_id`;

/**
 * Records on the list of one outage, in the order of their references. `agency`: whose record it is.
 * @param seen condition about `n`, its parameters from the fourth on
 */
export const affected = (seen: string): string => `
  select ${AFFECTED_COLUMNS} from ${AFFECTED_FROM}
  where w.outage_id = $1 and n.reference > $2 and ${seen} order by n.reference limit $3`;

export const BACKLOG = `
  select count(*)::int as backlog, to_json(min(least(o.due_at, w.since))) #>> '{}' as "oldestAt",
    greatest(0, extract(epoch from clock_timestamp() - min(least(o.due_at, w.since))))::float8 as "oldestSeconds"
  from outbox o
  join national_record n on n.id = o.national_record_id
  left join source_record r on r.case_id = n.case_id
  left join lateral (
    select min(x.since) as since from outage_record x join outage a on a.id = x.outage_id and a.ended_at is null
    where x.national_record_id = o.national_record_id) w on true
  where o.state in ('in_flight', 'unknown')
    or (o.state = 'due' and not ${IS_BRAKED} and (r.id is null or (r.class = 'accepted' and r.gone_at is null)))`;

export const WORKED = `
  select asked, done from delivery_minute
  where minute >= clock_timestamp() - interval '24 hours' and done > 0 order by done desc limit 5`;

export const LEAST_SHARE = `select min(share) as share from delivery_ramp where ${SEEN_LATELY}`;
