/** Somebody waits for an answer to it. */
const OPEN = `q.state in ('draft', 'sent')`;

/** Open findings that the reader may know of. @param seen condition about `national_record n` */
export const FINDINGS_TO_CORRECT = (seen: string): string => `
  select f.id::text as id, f.code, f.agency_id, f.national_record_id, f.national_ids, n.national_id,
    (select coalesce(array_agg(d ->> 'field'), '{}') from jsonb_array_elements(f.fields) d) as fields,
    exists (select from correction_entry e join correction_request q on q.id = e.request_id
      where e.finding_id = f.id and ${OPEN}) as is_asked
  from finding f join national_record n on n.id = f.national_record_id
  where f.id = any($1::bigint[]) and f.settled_at is null and ${seen} order by f.id`;

/** A local record that is the same and has an id of its own says that the case was entered twice. */
export const PROPOSALS_TO_CORRECT = (seen: string): string => `
  select p.id, p.agency_id, p.target_agency, p.national_id, d.right_id,
    exists (select from correction_entry e join correction_request q on q.id = e.request_id
      where e.proposal_id = p.id and ${OPEN}) as is_asked
  from proposal p left join lateral (
    select n.national_id as right_id from proposal_match m join national_record n on n.id = m.national_record_id
    where m.proposal_id = p.id and n.national_id is not null limit 1) d on true
  where p.id = any($1::uuid[]) and p.state = 'not-ours' and ${seen} order by p.first_seen_at, p.id`;

/** @param $1 codes of findings that are asked for in writing */
export const CORRECTABLE = `
  select 'finding' as kind, f.id::text as id from finding f join national_record n on n.id = f.national_record_id
  where f.settled_at is null and f.code = any($1::text[]) and (f.code = 'DUPLICATE_THERE' or n.national_id is not null)
    and not exists (select from correction_entry e join correction_request q on q.id = e.request_id
      where e.finding_id = f.id and ${OPEN})
  union all
  select 'proposal', p.id::text from proposal p where p.state = 'not-ours'
    and not exists (select from correction_entry e join correction_request q on q.id = e.request_id
      where e.proposal_id = p.id and ${OPEN})`;

export const CODES_ASKED = `
  select e.source_id as source, e.list, e.local_code as "localCode" from correction_entry e
  join correction_request q on q.id = e.request_id where e.list is not null and ${OPEN}`;

export const INSERT_REQUEST = `
  insert into correction_request (id, agency_id, kind, reason, created_by) values ($1, $2, $3, $4, $5)`;

export const INSERT_ENTRIES = `
  insert into correction_entry (request_id, ordinal, agency_id, problem, national_id, right_id, national_record_id, finding_id,
    proposal_id, fields, list, source_id, local_code, name, records)
  select $1, e.ordinal, e.agency_id, e.problem, e.national_id, e.right_id, e.record_id, e.finding_id, e.proposal_id,
    coalesce((select array_agg(x) from json_array_elements_text(e.fields) x), '{}'), e.list, e.source, e.code, e.name, e.records
  from json_to_recordset($2::json) as e(ordinal int, agency_id text, problem text, national_id text, right_id text, record_id uuid,
    finding_id bigint, proposal_id uuid, fields json, list int, source text, code text, name text, records int)`;

/** The finding is not found any more; of a double, that this id is not. */
export const CORRECTED_FINDINGS = `
  update correction_entry e set corrected_at = clock_timestamp() from correction_request q, finding f
  where q.id = e.request_id and f.id = e.finding_id and ${OPEN} and e.corrected_at is null and not exists (
    select from finding g where g.national_record_id = f.national_record_id and g.code = f.code and g.settled_at is null
      and (e.problem <> 'double' or g.national_ids ? e.national_id))`;

/** The far side does not show it for this province any more, or it is a record's after all. */
export const CORRECTED_PROPOSALS = `
  update correction_entry e set corrected_at = clock_timestamp() from correction_request q, proposal p
  where q.id = e.request_id and p.id = e.proposal_id and ${OPEN} and e.corrected_at is null and p.state in ('gone', 'linked')`;

/** No record waits for the code any more. @param $1 the codes that still stop one */
export const CORRECTED_CODES = `
  update correction_entry e set corrected_at = clock_timestamp() from correction_request q
  where q.id = e.request_id and ${OPEN} and e.list is not null and e.corrected_at is null and not exists (
    select from json_to_recordset($1::json) as m(source text, list int, code text)
    where m.source = e.source_id and m.list = e.list and m.code = e.local_code)`;

export const CLOSE = `
  with closed as (
    update correction_request q set state = 'closed', ended_by = 'reconciliation', ended_at = clock_timestamp()
    where ${OPEN} and not exists (select from correction_entry e where e.request_id = q.id and e.corrected_at is null)
    returning q.id)
  select id from closed`;

export const OPEN_CODES = `
  select 1 from correction_entry e join correction_request q on q.id = e.request_id
  where ${OPEN} and e.list is not null and e.corrected_at is null limit 1`;

/** Whether a letter asks for it already. */
export const SENT_FOR_PROPOSAL = `
  select 1 from correction_entry e join correction_request q on q.id = e.request_id
  where e.proposal_id = $1 and q.state in ('sent', 'closed') limit 1`;
export const OUT_OF_DRAFTS = `
  delete from correction_entry e using correction_request q
  where q.id = e.request_id and q.state = 'draft' and e.proposal_id = $1`;
export const EMPTY_DRAFTS = `
  update correction_request q set state = 'withdrawn', ended_by = $1, ended_at = clock_timestamp()
  where q.state = 'draft' and not exists (select from correction_entry e where e.request_id = q.id)`;
