import { IS_BY_WIRE, IS_NEW } from './check-statements';

/** Whoever asks about a case has so long; then somebody else may. */
const CLAIM = "interval '20 seconds'";

const READY = `${IS_NEW} and ${IS_BY_WIRE} and f.kind <> 'TC' and f.checked_version = f.version
    and exists (select from source_record r where r.case_id = f.id and r.class = 'accepted' and r.gone_at is null)
    and not exists (select from national_look_up l
    where l.case_id = f.id and l.case_version = f.version
      and (l.answered_at is not null or l.asked_at > clock_timestamp() - ${CLAIM}))`;

const CASE = `f.id, f.agency_id, f.kind, f.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek,
    extract(epoch from f.created_at) * 1000 as arrived_ms`;

const OF_RECORD = `join national_record n on n.id = o.national_record_id
    join case_file f on f.id = n.case_id and f.agency_id = n.agency_id`;

/**
 * What waits to be sent, nearest to its time first, then what waits for a person: both by a small index. Claimed in the statement that
 * finds it; of two that claim the same one, one finds nothing and looks again.
 */
export const NEXT = `
  with due as (
    select f.id, f.version, f.agency_id from outbox o ${OF_RECORD}
    where o.check_by > clock_timestamp() and o.state = 'due' and ${READY}
    order by o.check_by, f.id limit 1 for update of o skip locked),
  held as (
    select f.id, f.version, f.agency_id from duplicate_hold h join outbox o on o.national_record_id = h.national_record_id ${OF_RECORD}
    where h.ended_at is null and o.state = 'held' and o.hold_code = 'PROBABLE_DUPLICATE' and ${READY}
    order by h.until, f.id limit 1 for update of o skip locked),
  found as (select * from due union all select * from held where not exists (select from due)),
  claimed as (
    insert into national_look_up (case_id, agency_id, case_version) select id, agency_id, version from found
    on conflict (case_id) do update set case_version = excluded.case_version, asked_at = clock_timestamp(), answered_at = null, found = null
      where national_look_up.case_version <> excluded.case_version or national_look_up.asked_at <= clock_timestamp() - ${CLAIM}
    returning case_id)
  select ${CASE} from claimed join case_file f on f.id = claimed.case_id
    join case_version v on v.case_id = f.id and v.version = f.version
    join source_record r on r.case_id = f.id limit 1`;

/** Ids and references of ours among these. */
export const OURS = `
  select lower(national_id) as id, reference from national_record where national_id = any($1::text[]) or national_id = any($2::text[])
    or reference = any($3::text[])`;

/** Whether it is still the version that was asked about; locks nobody out. */
export const ANSWERED = `
  update national_look_up l set answered_at = clock_timestamp(), found = $3 from case_file f
  where l.case_id = $1 and f.id = l.case_id and f.version = $2 and l.case_version = f.version returning l.case_id`;

/** What people decided stays as it was when they did. */
export const KEEP_MATCHES = `
  insert into duplicate_pair (id, agency_id, case_id, earlier_agency, earlier_national_id, band, situation, score, person, matter, model_version)
  select w.id, l.agency_id, l.id, $3, w.national_id, 'review', w.situation, w.score, w.person, w.matter, w.model_version
  from json_to_recordset($2::json) as w(id uuid, national_id text, situation text, score real, person real, matter real,
    model_version text)
  join case_file l on l.id = $1 where l.duplicate_of is null
  on conflict (case_id, lower(earlier_national_id)) where earlier_national_id is not null do update set
    situation = excluded.situation, score = excluded.score, person = excluded.person, matter = excluded.matter,
    model_version = excluded.model_version, seen_at = clock_timestamp()
  where duplicate_pair.state = 'open'`;

/** What is not shown there any more and nobody decided. */
export const DROP_MATCHES = `
  delete from duplicate_pair where case_id = $1 and state = 'open' and earlier_national_id is not null
    and lower(earlier_national_id) <> all($2::text[])`;

export const READ_NOT = `
  update national_look_up set answered_at = clock_timestamp(), found = 0 where case_id = $1 and case_version = $2`;
