import { KEEPS } from './check-statements';

const DUE = `state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    kept_at = null, due_at = clock_timestamp(), rung_at = null, retry_count = 0, check_by = null, changed_at = clock_timestamp()`;

/** The petition goes on where nothing else keeps it. */
export const RELEASE = `
  update outbox o set ${DUE} from national_record n
  where n.id = o.national_record_id and n.id = $1 and o.state = 'held' and o.hold_code = 'PROBABLE_DUPLICATE'
    and not exists (select from duplicate_pair p where p.case_id = n.case_id and ${KEEPS}) returning o.lane`;

/** It stays, or waits again: never sent as long as this stands. */
export const KEEP = `
  update outbox o set state = 'held', hold_code = 'PROBABLE_DUPLICATE', hold_detail = $2, hold_step = null, hold_ordinal = null,
    held_at = coalesce(o.held_at, clock_timestamp()), check_by = null, changed_at = clock_timestamp()
  where o.national_record_id = $1 and o.attempt_no = 0
    and (o.state = 'due' or (o.state = 'held' and o.hold_code = 'PROBABLE_DUPLICATE'))`;

/** Due, to be attached. */
export const ATTACH = `
  with attached as (update national_record set attach_to = $2, attach_id = $3 where id = $1 returning id)
  update outbox o set ${DUE} from attached where o.national_record_id = attached.id returning o.lane`;

export const DETACH = 'update national_record set attach_to = null, attach_id = null where id = $1';

export const SAY = `
  update duplicate_pair set state = $2, decided_by = $3, approver = $4, reason = $5,
    is_auto_linked = is_auto_linked and $2 in ('attached', 'linked'),
    decided_at = case when $2 = 'open' then null else clock_timestamp() end where id = $1`;

/** Ends when nothing that waits for an answer is left of the petition. */
export const END_HOLD = `
  update duplicate_hold h set ended_at = clock_timestamp(), ended_by = $2 where h.national_record_id = $1 and h.ended_at is null
    and not exists (select from duplicate_pair p where p.case_id = h.case_id and p.state = 'open' and ${KEEPS})`;

export const REOPEN_HOLD = `
  update duplicate_hold set ended_at = null, ended_by = null, escalated_at = null, silent_at = null where national_record_id = $1`;

/** The group of the earlier case, or a new one of which it is the head; the later case joins it. */
export const JOIN_GROUP = `
  with of_earlier as (select group_id from case_group_member where case_id = $2),
  made as (
    insert into case_group_member (case_id, group_id, agency_id, is_head)
    select $2, $3, $5, true where not exists (select from of_earlier) returning group_id)
  insert into case_group_member (case_id, group_id, agency_id, is_head)
  select $1, group_id, $4, false from (select * from of_earlier union all select * from made) g
  on conflict (case_id) do nothing`;

/** The later case leads its group from here on. */
export const NO_HEAD = `
  update case_group_member set is_head = false
  where is_head and group_id = (select group_id from case_group_member where case_id = $1)`;
export const MAKE_HEAD = 'update case_group_member set is_head = true where case_id = $1';

/** Leaves its group; a group of one is none, and one without its head is led by whoever joined first. */
export const LEAVE_GROUP = 'delete from case_group_member where case_id = $1 returning group_id';
export const LONELY = `
  delete from case_group_member m where m.group_id = $1
    and (select count(*) from case_group_member o where o.group_id = m.group_id) < 2`;
export const NEXT_HEAD = `
  update case_group_member set is_head = true where case_id = (
    select m.case_id from case_group_member m where m.group_id = $1
      and not exists (select from case_group_member h where h.group_id = m.group_id and h.is_head)
    order by m.joined_at, m.case_id limit 1)`;

/** Above whoever works on it: the head of the reception board, or the commune's officer. */
export const ESCALATE = `
  update duplicate_hold set escalated_at = $1, silent_at = $2 where ended_at is null and escalated_at is null and until <= $1
  returning national_record_id`;

/** Nobody answered, above neither; not where people said that it stays. */
export const SILENT = `
  select h.national_record_id as id, n.reference, h.agency_id as "agencyId", h.case_id as "caseId", h.held_at as "heldAt"
  from duplicate_hold h join national_record n on n.id = h.national_record_id join outbox o on o.national_record_id = n.id
  where h.ended_at is null and h.silent_at <= $1 and o.state = 'held' and o.hold_code = 'PROBABLE_DUPLICATE' and o.kept_at is null
  order by h.silent_at limit $2`;

export const SENT_ALONE = `
  update duplicate_pair p set state = 'sent-alone' where p.case_id = $1 and p.state = 'open' and ${KEEPS}`;

/** Pairs above the automatic threshold that people decided, and how many of them were one matter. */
export const AUDITED = `
  select count(*)::int as decided, (count(*) filter (where state in ('attached', 'linked')))::int as right
  from duplicate_pair where band = 'auto' and model_version = $1 and decided_by is not null
    and state in ('attached', 'linked', 'rejected', 'related', 'other-person', 'supplement', 'split')`;
