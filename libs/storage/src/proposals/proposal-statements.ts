import { HASH_BYTES } from '../search/party-hashes';

/** Of which nobody has said yet what it is here: a local record that is the same must not be created there once more. */
const WAITS = `p.state in ('open', 'awaited')`;

/** Where the changes of an account were read to; no row while the far side must not be asked. */
export const PLACE = `
  select (select f.cursor from national_feed f where f.account = $1) as cursor
  where not exists (select from outage where ended_at is null) and not exists (select from restoration where signed_at is null)`;

export const FIRST_PLACE = `
  insert into national_feed (account, cursor) values ($1, $2) on conflict do nothing returning account`;
export const NEXT_PLACE = `
  with moved as (
    update national_feed set cursor = $3, read_at = clock_timestamp() where account = $1 and cursor = $2 returning account)
  select account from moved`;

/** A reference of ours whose record was never sent, nor is being sent, says that somebody else entered it. */
export const STRANGERS = `
  select c.id from json_to_recordset($1::json) as c(id text, reference text)
  where not exists (select from national_record n where n.national_id in (c.id, lower(c.id), upper(c.id)))
    and not exists (select from national_record n where n.claimed_id = lower(c.id))
    and not exists (
      select from national_record n join outbox o on o.national_record_id = n.id
      where n.reference = c.reference
        and (n.national_id is not null or n.attach_to is not null or n.attach_id is not null or o.state in ('in_flight', 'unknown')))`;

/** What was gone and stands there again is asked about anew, and so is what was linked to a record that has another id by now. */
export const PROPOSE = `
  insert into proposal (id, agency_id, target_agency, national_id, way, kind, received_on, classification, steps, reference, sealed,
    identity_hashes)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (national_id) do update set agency_id = excluded.agency_id, target_agency = excluded.target_agency, way = excluded.way,
    kind = excluded.kind, received_on = excluded.received_on, classification = excluded.classification, steps = excluded.steps,
    reference = excluded.reference, sealed = excluded.sealed, identity_hashes = excluded.identity_hashes,
    last_seen_at = clock_timestamp(), ended_at = null,
    national_record_id = case when proposal.state = 'linked' then null else proposal.national_record_id end,
    before_link = case when proposal.state = 'linked' then null else proposal.before_link end,
    state = case when proposal.state in ('gone', 'linked') then 'open' else proposal.state end`;

const MADE_AT = (agoMs: string): string => `clock_timestamp() - ${agoMs}::float8 * interval '1 millisecond'`;

/**
 * The same of a list, which says less than an interface: what is known is only filled up. Older than the last word about the case
 * it opens nothing again.
 */
export const PROPOSE_LISTED = `
  insert into proposal (id, agency_id, target_agency, national_id, way, kind, received_on, classification, steps, reference, sealed,
    identity_hashes)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (national_id) do update set
    agency_id = case when proposal.kind is null then excluded.agency_id else proposal.agency_id end,
    kind = coalesce(proposal.kind, excluded.kind), received_on = coalesce(proposal.received_on, excluded.received_on),
    reference = coalesce(proposal.reference, excluded.reference),
    sealed = case when proposal.identity_hashes = '{}' then excluded.sealed else proposal.sealed end,
    identity_hashes = case when proposal.identity_hashes = '{}' then excluded.identity_hashes else proposal.identity_hashes end,
    last_seen_at = greatest(proposal.last_seen_at, ${MADE_AT('$13')}),
    ended_at = case when ${isBack('$13')} then null else proposal.ended_at end,
    state = case when ${isBack('$13')} then 'open' else proposal.state end`;

function isBack(agoMs: string): string {
  return `proposal.state = 'gone' and proposal.ended_at < ${MADE_AT(agoMs)}`;
}

/** Entered for an agency, and not in a list of everything it has that was made after they were last seen. */
export const NOT_LISTED = `
  update proposal set state = 'gone', ended_at = clock_timestamp()
  where target_agency = $1 and way = 'entered' and state not in ('gone', 'linked') and national_id <> all($2::text[])
    and last_seen_at < ${MADE_AT('$3')}`;

export const GONE = `
  update proposal set state = 'gone', ended_at = clock_timestamp()
  where national_id = any($1::text[]) and state not in ('gone', 'linked')`;

/** The id is a record's now, whoever gave it. */
export const NOW_OURS = `
  update proposal p set state = 'linked', national_record_id = n.id, ended_at = clock_timestamp() from national_record n
  where n.national_id in (p.national_id, upper(p.national_id)) and p.state not in ('linked', 'gone')`;

const HAS_IDENTITY = (hashes: string, parties: string): string => `exists (
  select from unnest(${hashes}) as h(hash) where position(h.hash in ${parties}) % ${HASH_BYTES} = 1)`;

/** Of one kind only: that somebody who complains also denounces is nothing a match may tell. */
export const MATCH = `
  with found as (
    select distinct on (x.proposal_id, x.record_id) x.* from (
      select p.id as proposal_id, n.id as record_id, 'reference' as basis
      from proposal p join national_record n on n.reference = p.reference where ${WAITS}
      union all
      select p.id, n.id, 'identity' from proposal p
      join source_record r on r.received_on = p.received_on and r.case_id is not null and r.gone_at is null
      join case_file f on f.id = r.case_id and f.kind = p.kind
      join national_record n on n.case_id = f.id
      where ${WAITS} and ${HAS_IDENTITY('p.identity_hashes', 'f.party_hashes')}) x
    order by x.proposal_id, x.record_id, x.basis desc),
  outdated as (
    delete from proposal_match m using proposal p where p.id = m.proposal_id and ${WAITS} and not exists (
      select from found f where f.proposal_id = m.proposal_id and f.record_id = m.national_record_id))
  insert into proposal_match (proposal_id, national_record_id, basis)
  select proposal_id, record_id, basis from found on conflict do nothing`;

/**
 * Whether a record that has no id of ours may stand there already, entered by somebody else: asked by delivery before it creates, so
 * that nothing depends on when matches were last looked for. @param n `national_record`, @param k its `source_record`
 */
export const MAY_BE_PROPOSED = `(
  exists (select from proposal p where ${WAITS} and p.reference = n.reference)
  or exists (select from proposal p join case_file f on f.id = n.case_id and f.kind = p.kind
    where ${WAITS} and p.received_on = k.received_on and ${HAS_IDENTITY('p.identity_hashes', 'f.party_hashes')}))`;

const GOES_ON = `state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    due_at = clock_timestamp(), rung_at = null, retry_count = 0, changed_at = clock_timestamp()`;

/** Held although nothing that waits there is the same any more. */
export const LET_GO_ALL = `
  update outbox o set ${GOES_ON} where o.state = 'held' and o.hold_code = 'NATIONAL_DIFFERS' and o.hold_detail = 'STANDS_THERE'
    and not exists (select from proposal_match m join proposal p on p.id = m.proposal_id
      where m.national_record_id = o.national_record_id and ${WAITS})`;

/** What was held because it may be the same goes on; delivery asks anew. */
export const LET_GO = `
  update outbox o set ${GOES_ON} from proposal_match m
  where m.proposal_id = $1 and o.national_record_id = m.national_record_id and o.state = 'held'
    and o.hold_code = 'NATIONAL_DIFFERS' and o.hold_detail = 'STANDS_THERE'`;
