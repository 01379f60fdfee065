/**
 * Adoption of a record that stands at the far side already: compare-and-set, national id, and for each step an attempt
 * that is closed from the start and a confirmed step, in one statement. Rare (first loads), so it is no part of the
 * group commit. A step that was confirmed already, and that people took as it stands there now, keeps its id and the hash of the
 * bytes that were sent.
 */
export const ADOPT = `
  with steps as (
    select *, row_number() over () as position from json_to_recordset($5::json) as s(
      kind text, ordinal int, result text, content text, protected text, identity text, comparable text)),
  cas as (
    update outbox b set attempt_no = b.attempt_no + (select count(*)::int from steps), changed_at = clock_timestamp()
    where b.national_record_id = $1::uuid and b.attempt_no = $2::int
    returning b.national_record_id as id, b.agency_id),
  named as (
    update national_record n set national_id = $6 from cas where n.id = cas.id returning n.reference),
  attempts as (
    insert into attempt (national_record_id, attempt_no, agency_id, step, ordinal, reference, body_sha256,
      content_digest, protected_digest, identity_digest, mapping_version, case_version, outcome, reason, settled_at,
      comparable_digest)
    select cas.id, $2::int + s.position, cas.agency_id, s.kind, s.ordinal, $7, $8, s.content, s.protected, s.identity,
      $4, $3::int, 'confirmed', $9, clock_timestamp(), s.comparable
    from cas cross join steps s),
  confirmed as (
    insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest,
      identity_digest, case_version, body_sha256, comparable_digest)
    select cas.id, s.kind, s.ordinal, cas.agency_id, coalesce(s.result, $6), s.content, s.protected, s.identity, $3::int, $8,
      s.comparable
    from cas cross join steps s
    on conflict (national_record_id, kind, ordinal) do update set
      content_digest = excluded.content_digest, protected_digest = excluded.protected_digest,
      identity_digest = excluded.identity_digest, comparable_digest = excluded.comparable_digest,
      case_version = excluded.case_version, confirmed_at = clock_timestamp()),
  receipts as (
    insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id)
    select cas.id, $2::int + s.position, cas.agency_id, s.kind, s.ordinal, coalesce(s.result, $6) from cas cross join steps s)
  select id from cas`;
