import { HASH_BYTES } from '../search/party-hashes';

/** Cases per page: bounds what is open in memory at a time. */
export const SUBJECT_PAGE = 50;

/** A page of cases that hold one of the hashes, in the order of their ids. */
export const CANDIDATES = `
  select f.id as case_id, f.local_key as case_key, f.kind, v.version, v.plain, v.secret,
    s.title, r.source_id, r.local_key, r.data_key, r.kek
  from case_file f join case_version v on v.case_id = f.id and v.version = f.version
  join source_record r on r.source_id = f.source_id and r.local_key = f.local_key
  join source s on s.id = f.source_id
  where ($2::boolean or f.kind <> 'TC') and f.id > $3::uuid and exists (
    select from unnest($1::bytea[]) as h(hash)
    where position(h.hash in f.party_hashes) % ${HASH_BYTES} = 1)
  order by f.id limit ${SUBJECT_PAGE}`;

export const RECORDS = `
  select n.id, n.case_id, n.reference, n.agency_id, n.national_id, o.state
  from national_record n join outbox o on o.national_record_id = n.id
  where n.case_id = any($1::uuid[]) order by n.reference`;

/** What stands at the far side, with the bytes of the attempt that put it there; as in `PgDisclosures`. */
export const SENT = `
  select t.national_record_id, t.kind as step, t.ordinal, t.confirmed_at,
    coalesce(a.disclosure, case p.policy when 'transmitted' then 'full' else 'withheld' end) as disclosure,
    p.document_no, to_char(p.document_date, 'YYYY-MM-DD') as document_date
  from step t
  left join lateral (
    select a.disclosure, a.intent_at from attempt a
    where a.national_record_id = t.national_record_id and a.step = t.kind and a.ordinal = t.ordinal and a.outcome = 'confirmed'
    order by a.intent_at desc limit 1) a on true
  left join identity_policy p
    on p.recorded_at <= a.intent_at and (p.valid_until is null or p.valid_until > a.intent_at)
  where t.national_record_id = any($1::uuid[]) order by t.confirmed_at, t.kind, t.ordinal`;

/** Looks at single cases; what was sought over all of them belongs to nobody in particular. */
export const LOOKS = `
  select e.at, e.action, e.target, e.reason, coalesce(a.roles, '{}') as roles
  from audit_entry e left join account a on a.login = e.actor
  where e.action in ('unmask reveal', 'renditions show', 'subject export') and e.result = 'done'
    and split_part(e.target, ' ', 1) = any($1::text[])
  order by e.seq`;

export const PLACE_NAMES = `
  select list, code, name from code_entry where (list, code) in (select * from unnest($1::int[], $2::text[])) and valid_until is null`;
