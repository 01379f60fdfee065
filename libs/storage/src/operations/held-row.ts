/** A record with its outbox, locked, as `HeldRow`. */
export const HELD_ROW = `
  select n.id, n.agency_id, o.lane, o.state, o.hold_code, o.hold_detail, o.hold_step, o.hold_ordinal, o.case_version, o.attempt_no, r.id as source_record_id,
    n.national_id, a.step as open_step, a.case_version as sent_version
  from national_record n join outbox o on o.national_record_id = n.id join source_record r on r.case_id = n.case_id
  left join lateral (select a.step, a.case_version from attempt a
    where a.national_record_id = n.id and a.attempt_no = o.attempt_no order by a.intent_at desc limit 1) a on true
  where n.reference = $1 for update of o`;
