export const INSERT = `
  insert into subject_request (id, agency_id, kind, state, document_no, received_on, due_on, verified_by, verified_how,
    with_denunciations, subject_digest, case_id, reference, role, place, field, base_version, base_digest, recorded_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`;

export const CASE_OF = `
  select n.case_id, n.agency_id, f.version from national_record n join case_file f on f.id = n.case_id where n.reference = $1`;

/** Open corrections whose case has a newer version than the one that was asked about. */
export const WATCHED = `
  select q.id, q.case_id, q.role, q.place, q.field, q.base_digest, f.version
  from subject_request q join case_file f on f.id = q.case_id
  where q.kind = 'correction' and q.state = 'open' and q.changed_version is null and f.version > q.base_version`;

/** @param seen condition about the case `n` a request is about; one about no case is everybody's who may read the list */
export const listed = (seen: string): string => `
  select q.id, q.kind, q.state, q.document_no as "documentNo", to_char(q.received_on, 'YYYY-MM-DD') as "receivedOn",
    to_char(q.due_on, 'YYYY-MM-DD') as "dueOn", q.with_denunciations as "withDenunciations", q.reference,
    case when q.field is null then null else q.role || '[' || q.place || '].' || q.field end as field,
    q.recorded_by as "recordedBy", q.approved_by as "approvedBy", q.outcome,
    case when q.kind <> 'correction' then null
      when q.changed_version is null then 'unchanged'
      when o.hold_code = 'CORRECTION_NEEDS_DECISION' then 'held'
      when o.state = 'done' and o.case_version >= q.changed_version then 'delivered'
      else 'taken-in' end as progress
  from subject_request q
  left join national_record n on n.reference = q.reference
  left join outbox o on o.national_record_id = n.id
  where ($1::boolean or q.state in ('proposed', 'open')) and (q.reference is null or ${seen})
  order by q.state in ('done', 'closed'), q.due_on, q.recorded_at, q.id limit $2`;
