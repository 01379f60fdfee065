import { SEND_BY_ANEW } from '../lanes/send-by';

/** Every record of ours among the references, whether it was picked before or not. */
export const PICK = `
  with ours as materialized (
    select n.id, n.agency_id from national_record n where n.reference = any($2::text[])),
  picked as (
    insert into reconciliation_pick (run_id, national_record_id, agency_id)
    select $1::bigint, o.id, o.agency_id from ours o on conflict do nothing)
  select o.id from ours o`;

const IN_RUN = `join reconciliation_run r on r.id = $1::bigint and (r.kind <> 'asked' or n.agency_id = r.key)`;

/** What digests say nothing about: it differed before and may agree now, or no digest of it was noted. */
export const PICK_DOUBTFUL = `
  insert into reconciliation_pick (run_id, national_record_id, agency_id)
  select r.id, n.id, n.agency_id from (
    select national_record_id as id from comparison where class in ('onlyLocal', 'onlyNational', 'different')
    union select national_record_id from finding where settled_at is null and national_record_id is not null
    union select m.id from national_record m where m.national_id is not null
      and not exists (select from record_digest d where d.national_record_id = m.id)) x
  join national_record n on n.id = x.id ${IN_RUN}
  on conflict do nothing`;

/** The next records of the round, in the order of their ids. @param $2 how many */
export const PICK_SHARE = `
  with last as (
    select coalesce((select p.round_place from reconciliation_run p where p.kind = 'nightly' and p.way = 'digests'
      and p.id < $1::bigint order by p.id desc limit 1), '00000000-0000-0000-0000-000000000000'::uuid) as place),
  share as materialized (
    select n.id, n.agency_id from national_record n, last l
    where n.id > l.place and n.national_id is not null order by n.id limit $2),
  picked as (
    insert into reconciliation_pick (run_id, national_record_id, agency_id)
    select $1::bigint, s.id, s.agency_id from share s on conflict do nothing)
  update reconciliation_run r set round_place = (
    select case when count(*) = $2 then (array_agg(s.id order by s.id desc))[1] end from share s)
  where r.id = $1::bigint`;

/**
 * Acknowledged before the far side offered digests, or by people: delivered again its plan supplies them, and nothing is sent
 * where nothing changed. Behind everything else, and only what would go at once: never something that then would wait.
 */
export const MAKE_UNDIGESTED_DUE = `
  with undigested as (
    select o.national_record_id as id from outbox o join national_record n on n.id = o.national_record_id ${IN_RUN}
    where n.national_id is not null and o.state = 'done' and not is_shadowed(n.id, o.agency_id)
      and not exists (select from record_digest d where d.national_record_id = n.id)
      and exists (select from source_record s where s.case_id = n.case_id and s.class = 'accepted' and s.gone_at is null)
    order by o.national_record_id limit $2 for update of o skip locked)
  update outbox o set state = 'due', ${SEND_BY_ANEW}, due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp()
  from undigested u where o.national_record_id = u.id`;

/** Everything that has a digest and was not picked is the same on both sides; of whom nobody asks, nothing is known. */
export const DESCENDED = `
  with same as (
    select count(*)::int as count from record_digest d join reconciliation_run r on r.id = $1::bigint
    where (r.kind <> 'asked' or d.agency_id = r.key)
      and not exists (select from hand_agency h where h.agency_id = d.agency_id)
      and not exists (select from reconciliation_pick p where p.run_id = r.id and p.national_record_id = d.national_record_id))
  update reconciliation_run r set way = 'digests', place = null, by_digest = s.count, compared = compared + s.count,
    matching = matching + s.count, requests = requests + $2, only_national = only_national + $3, noted_at = clock_timestamp()
  from same s where r.id = $1::bigint`;

export const LOOK_UP_ALL = `
  update reconciliation_run set way = 'records', doubts = doubts + $2, requests = requests + $3, noted_at = clock_timestamp()
  where id = $1::bigint`;

export const FORGET_PICKS = `
  delete from reconciliation_pick p using reconciliation_run r where r.id = p.run_id and r.finished_at is not null`;
