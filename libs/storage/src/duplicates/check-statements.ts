import { DUPLICATE_SITUATIONS, holdsLater, STAYS_HERE } from '@kntc/domain';
import { searchedCases } from './duplicate-searches';

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Situations in which the later petition waits for a person. */
const HOLDING = quoted(DUPLICATE_SITUATIONS.filter(holdsLater));

/** Whether a pair keeps its later petition from being sent. @param p `duplicate_pair` */
export const KEEPS = `((p.state = 'open' and p.situation in (${HOLDING})) or p.state in (${quoted(STAYS_HERE)}))`;

const CASES = `
  select f.id, f.agency_id, f.kind, f.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek,
    extract(epoch from f.created_at) * 1000 as arrived_ms
  from case_file f join case_version v on v.case_id = f.id and v.version = f.version
  join source_record r on r.case_id = f.id`;

export const UNCHECKED = `${CASES}
  where f.checked_version is distinct from f.version order by f.created_at, f.id limit $1`;

export const OUTDATED = `${CASES} join prepared_case p on p.case_id = f.id
  where p.normaliser_version <> $2 order by p.position limit $1`;

/** What people asked to be compared again, a few at a time. */
export const SEARCHED = searchedCases(CASES);

export const SAMPLE = `
  select case_id as "caseId", prepared from prepared_case where prepared is not null order by position desc limit $1`;

/** What people decided stays as it was when they did. Exact duplicates are held already, and would only be found again. */
export const KEEP_PAIRS = `
  insert into duplicate_pair (id, agency_id, case_id, earlier_agency, earlier_case_id, band, situation, score, person, matter, levels,
    levels_version, model_version)
  select w.id, l.agency_id, w.later, e.agency_id, w.earlier, w.band, w.situation, w.score, w.person, w.matter, decode(w.levels, 'hex'),
    w.levels_version, w.model_version
  from json_to_recordset($1::json) as w(id uuid, later uuid, earlier uuid, band text, situation text, score real, person real,
    matter real, levels text, levels_version integer, model_version text)
  join case_file l on l.id = w.later join case_file e on e.id = w.earlier
  where l.duplicate_of is null and e.duplicate_of is null
  on conflict (case_id, earlier_case_id) do update set agency_id = excluded.agency_id,
    earlier_agency = excluded.earlier_agency, band = excluded.band, situation = excluded.situation, score = excluded.score,
    person = excluded.person, matter = excluded.matter, levels = excluded.levels, levels_version = excluded.levels_version,
    model_version = excluded.model_version, seen_at = clock_timestamp()
  where duplicate_pair.state = 'open' returning xmax = 0 as is_new`;

/** Of the cases that were compared, what was not found any more and nobody decided. */
export const DROP_PAIRS = `
  delete from duplicate_pair p where p.state = 'open' and not p.is_auto_linked and p.earlier_case_id is not null
    and (p.case_id = any($1::uuid[]) or p.earlier_case_id = any($1::uuid[]))
    and not exists (select from json_to_recordset($2::json) as w(later uuid, earlier uuid)
      where w.later = p.case_id and w.earlier = p.earlier_case_id)
  returning p.case_id`;

/** Where the province allowed it: pairs of these cases that are grouped without anybody, until somebody decides otherwise. */
export const AUTO_LINK = `
  update duplicate_pair p set is_auto_linked = true from duplicate_setting s
  where s.auto_link and s.model_version = p.model_version and p.state = 'open' and p.band = 'auto' and not p.is_auto_linked
    and p.situation in (${HOLDING}) and p.case_id = any($1::uuid[])
  returning p.case_id, p.earlier_case_id, p.agency_id, p.earlier_agency`;

export const MARK_CHECKED = `
  update case_file f set checked_version = c.version from unnest($1::uuid[], $2::integer[]) as c(id, version) where f.id = c.id`;

/** Cases never sent, not held for anything else, with a pair that keeps them. */
export const TO_HOLD = `
  select n.id, n.case_id, f.kind, r.due_on::text as due_on, r.due_stage
  from unnest($1::uuid[]) as l(case_id) join national_record n on n.case_id = l.case_id
  join outbox o on o.national_record_id = n.id join case_file f on f.id = n.case_id
  join source_record r on r.case_id = n.case_id
  where o.state = 'due' and o.attempt_no = 0 and n.national_id is null and n.claimed_id is null and n.attach_to is null and n.attach_id is null
    and exists (select from duplicate_pair p where p.case_id = n.case_id and ${KEEPS})
  for update of o`;

export const HOLD = `
  with h as (select * from unnest($1::uuid[], $2::timestamptz[]) as h(id, until)),
  held as (
    update outbox o set state = 'held', hold_code = 'PROBABLE_DUPLICATE', check_by = null, held_at = clock_timestamp(),
      hold_detail = (select p.id::text from duplicate_pair p where p.case_id = n.case_id and ${KEEPS}
        order by p.score desc nulls last, p.id limit 1), hold_step = null, hold_ordinal = null, kept_at = null, changed_at = clock_timestamp()
    from h join national_record n on n.id = h.id where o.national_record_id = h.id
    returning o.national_record_id as id, o.agency_id, n.case_id, h.until)
  insert into duplicate_hold (national_record_id, agency_id, case_id, held_at, until)
  select id, agency_id, case_id, $3, until from held
  on conflict (national_record_id) do update set agency_id = excluded.agency_id, held_at = excluded.held_at, until = excluded.until,
    escalated_at = null, silent_at = null, ended_at = null, ended_by = null`;

/** Held, and accepted meanwhile: the term of whoever works on it is over. */
export const ACCEPTED = `
  update duplicate_hold set until = least(until, $2::timestamptz) where case_id = any($1::uuid[]) and ended_at is null`;

const GOES_ON = `state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    kept_at = null, due_at = clock_timestamp(), rung_at = null, retry_count = 0, check_by = null, changed_at = clock_timestamp()`;

/** Went out before it was checked: it does not wait any more. */
export const CHECKED_LATE = `
  update outbox o set check_by = null from national_record n
  where n.id = o.national_record_id and n.case_id = any($1::uuid[]) and o.check_by is not null and o.state <> 'due'`;

/** Nothing of it was ever sent, and nothing says that it stands there. @param o `outbox` @param n `national_record` */
export const IS_NEW = `o.attempt_no = 0 and n.national_id is null and n.claimed_id is null and n.attach_to is null and n.attach_id is null`;

/** Nothing is asked over the wire about an agency that enters by hand, or whose records are in shadow. @param o `outbox` */
export const IS_BY_WIRE = `not o.parked and not exists (select from hand_agency h where h.agency_id = o.agency_id)
    and not exists (select from shadow_agency h where h.agency_id = o.agency_id)`;

/** Checked here, and the far side was not asked yet. */
const AWAITS_LOOK_UP = `(${IS_BY_WIRE} and o.check_by > clock_timestamp() and ${IS_NEW} and exists (select from case_file f where f.id = n.case_id and f.kind <> 'TC'
    and not exists (select from national_look_up l
      where l.case_id = f.id and l.case_version = f.version and l.answered_at is not null)))`;

/** From here on a case waits for the far side only, and not for as long as it would have for its check. */
export const WAIT_FOR_LOOK_UP = `
  update outbox o set check_by = least(o.check_by, clock_timestamp() + make_interval(secs => $2::float8 / 1000)),
    due_at = least(o.due_at, clock_timestamp() + make_interval(secs => $2::float8 / 1000))
  from national_record n where n.id = o.national_record_id and n.case_id = any($1::uuid[]) and o.state = 'due' and o.check_by is not null`;

/** Checked, and nothing stands in the way; or held for a pair that is not there any more. @param $4 whether the far side is asked first */
export const LET_GO = `
  with gone as (
    update outbox o set ${GOES_ON} from national_record n
    where n.id = o.national_record_id and n.case_id = any($1::uuid[])
      and ((o.state = 'due' and o.check_by is not null and not ($4::boolean and ${AWAITS_LOOK_UP}))
        or (o.state = 'held' and o.hold_code = 'PROBABLE_DUPLICATE'
          and not exists (select from duplicate_pair p where p.case_id = n.case_id and ${KEEPS})))
    returning o.national_record_id as id, o.lane),
  ended as (
    update duplicate_hold h set ended_at = $2, ended_by = $3 from gone where h.national_record_id = gone.id and h.ended_at is null)
  select distinct lane from gone`;
