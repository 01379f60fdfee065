/** The calendar day in Vietnam, by the clock of the database. */
export const TODAY = `(clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date`;

const NEXT_DAY = `((${TODAY} + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')`;

/** Everybody who wants slots of this day waits here: the count and what it lets through are one step. */
export const LOCK_DAY = `
  insert into create_day (day) values (${TODAY})
  on conflict (day) do update set day = excluded.day
  returning day::text as day, live, backfill`;

/**
 * Creates of the days before, newest first, without those of campaigns (days without any are missing), and the open
 * campaigns, the one that ends first before the others.
 */
export const USUAL_AND_CAMPAIGNS = `
  select
    (select coalesce(json_agg(live + backfill order by day desc), '[]') from create_day
      where day < ${TODAY} and day >= ${TODAY} - $1::int) as usual,
    (select coalesce(json_agg(json_build_object('id', id, 'left', quota - used) order by last_day, approved_at), '[]')
      from campaign where state = 'approved' and last_day >= ${TODAY} and used < quota) as campaigns`;

/** Which of these records are back-fill, and which were let through before. */
export const ASKING = `
  select o.national_record_id as id, o.is_backfill, s.national_record_id is not null as has_slot
  from outbox o left join create_slot s using (national_record_id) where o.national_record_id = any($1::uuid[])`;

/** One record for each place of the parallel arrays; those without a campaign are counted on the day. */
export const TAKE_SLOTS = `
  with taken as (
    insert into create_slot (national_record_id, agency_id, day, campaign_id)
    select t.id, o.agency_id, $3::date, t.campaign from unnest($1::uuid[], $2::uuid[]) as t(id, campaign)
    join outbox o on o.national_record_id = t.id
    on conflict (national_record_id) do nothing returning national_record_id, campaign_id),
  counted as (
    update create_day d set live = d.live + n.live, backfill = d.backfill + n.backfill
    from (select count(*) filter (where not o.is_backfill) as live, count(*) filter (where o.is_backfill) as backfill
      from taken join outbox o using (national_record_id) where campaign_id is null) n
    where d.day = $3::date)
  update campaign c set used = c.used + n.used
  from (select campaign_id, count(*) as used from taken where campaign_id is not null group by 1) n
  where c.id = n.campaign_id`;

/** Nothing is tried again before the next day begins, or people approve a campaign. */
export const PUT_OFF = `
  update outbox set due_at = ${NEXT_DAY}, braked_until = ${NEXT_DAY}, rung_at = null
  where national_record_id = any($1::uuid[]) and state = 'due'`;

/** Every other write moves `due_at`: a record (of the outbox `o`) is braked as long as it is due at that very moment. */
export const IS_BRAKED = `(o.state = 'due' and o.braked_until is not distinct from o.due_at and o.due_at > clock_timestamp())`;

/** What waited for a slot is tried now. */
export const LET_GO = `update outbox o set due_at = clock_timestamp(), braked_until = null, rung_at = null where ${IS_BRAKED}`;
