import { TIMED_STEPS } from '@kntc/domain';
import { LATEST_SEND_BY as LATEST } from '../lanes/send-by';

const TIMED = `array[${TIMED_STEPS.map((step) => `'${step}'`).join(', ')}]`;

/**
 * The multi-row statements of one intake batch. Each takes parallel arrays: one statement a table and batch, not
 * one a record, which is what keeps intake in the thousands of records a second. Sealed values come packed into one
 * `bytea` with their places ({@link packBytes}).
 */
export const UPSERT_RECORDS = `
  insert into source_record
    (agency_id, source_id, local_key, raw, content_digest, class, reasons, warnings, repairs, judged_with, case_id,
      data_key, kek, code_hashes, due_on, received_on, petition_kind, due_stage, late_days, people, is_visit, class_since)
  select agency_id, $1, local_key, substring($5::bytea from raw_at for raw_size), content_digest, class, reasons, warnings,
    repairs, $2, case_id, substring($15::bytea from key_at for key_size), kek,
    string_to_array(code_hashes, ','), due_on, received_on, petition_kind, due_stage, late_days::date[], people, is_visit,
    clock_timestamp()
  from unnest($3::text[], $4::text[], $6::int[], $7::int[], $8::text[], $9::text[], $10::jsonb[], $11::jsonb[], $12::jsonb[],
      $13::uuid[], $16::int[], $17::int[], $18::text[], $19::text[], $20::date[], $21::date[], $22::text[], $23::text[], $24::text[],
      $25::int[], $26::boolean[])
    as r(agency_id, local_key, raw_at, raw_size, content_digest, class, reasons, warnings, repairs, case_id, key_at, key_size,
      kek, code_hashes, due_on, received_on, petition_kind, due_stage, late_days, people, is_visit)
  on conflict (source_id, local_key) do update set
    agency_id = excluded.agency_id, raw = excluded.raw, content_digest = excluded.content_digest, class = excluded.class,
    reasons = excluded.reasons, warnings = excluded.warnings, repairs = excluded.repairs,
    judged_with = excluded.judged_with, case_id = coalesce(excluded.case_id, source_record.case_id),
    data_key = excluded.data_key, kek = excluded.kek, due_on = excluded.due_on,
    due_stage = excluded.due_stage, late_days = excluded.late_days,
    received_on = excluded.received_on, petition_kind = excluded.petition_kind,
    people = excluded.people, is_visit = excluded.is_visit,
    class_since = case when source_record.class = excluded.class then coalesce(source_record.class_since, source_record.first_read_at)
      else clock_timestamp() end,
    code_hashes = coalesce(excluded.code_hashes, source_record.code_hashes),
    judged_at = clock_timestamp(), gone_at = case when $14::boolean then null else source_record.gone_at end`;

const KNOWN_COLUMNS = `r.local_key, r.content_digest, r.judged_with, r.decision, r.agreements, r.case_id, f.digest, f.version,
    r.gone_at is not null as is_gone`;
const BY_KEY = `
  from source_record r left join case_file f on f.id = r.case_id
  where r.source_id = $1 and r.local_key = any($2)`;

export const KNOWN = `select ${KNOWN_COLUMNS} ${BY_KEY}`;

/** Locked, so that what a person decides meanwhile waits and is then seen as new. */
export const LOCK_KNOWN = `select ${KNOWN_COLUMNS}, r.data_key, r.kek, r.class = 'noChannel' as is_reception ${BY_KEY} for update of r`;

/** Batches of one source wait for each other, and a key-encryption key is not exchanged under a batch that uses it. */
export const LOCK_SOURCE = `
  select k.id as kek, s.reading_no::float8 as reading, s.mapping_version as mapping from source s cross join key_encryption_key k
  where s.id = $1 and k.active for update of s for share of k`;

/** A reading counts while it lives; the number of the one before is outdated from here on. */
/** Numbers follow the clock: a database put back from a backup must not give one to two readings. */
export const BEGIN_READING = `
  update source set reading_no = greatest(reading_no + 1, floor(extract(epoch from clock_timestamp()) * 1000)::bigint),
    reading_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  where id = $1 and mapping_version = $3 and (reading_until is null or reading_until < clock_timestamp())
  returning reading_no::float8 as number, cursor`;
export const KEEP_READING = `
  update source set reading_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
  where id = $1 and reading_no = $2`;
export const END_READING = 'update source set reading_until = null where id = $1 and reading_no = $2';
export const MOVE_CURSOR = `
  update source set cursor = $2, read_at = clock_timestamp()
  where id = $1 and ($3::bigint is null or reading_no = $3) returning id`;

/** Earliest case per fingerprint that is not itself held as a duplicate. */
export const HOLDERS = `
  select distinct on (fingerprint) fingerprint, source_id, local_key from case_file
  where fingerprint = any($1) and duplicate_of is null order by fingerprint, created_at, id`;

/** Class of the lock under which exact duplicates are looked for and stored, whatever their source. */
export const LOCK_FINGERPRINTS = 'select pg_advisory_xact_lock(5410703, 0)';

export const STALE = `
  select id, local_key, raw, data_key, kek from source_record
  where source_id = $1 and id > $4 and gone_at is null
    and (judged_with <> $2
      or (class = 'quarantined' and judged_at < $3::timestamptz and reasons @> '[{"code": "DATE_ORDER"}]'))
  order by id limit $5`;

export const INSERT_CASES = `
  insert into case_file (id, agency_id, kind, source_id, local_key, fingerprint, digest, version, duplicate_of, party_hashes)
  select id, agency_id, kind, $1, local_key, fingerprint, digest, 1, duplicate_of,
    substring($9::bytea from hash_at for hash_size)
  from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $10::int[], $11::int[])
    as c(id, agency_id, kind, local_key, fingerprint, digest, duplicate_of, hash_at, hash_size)`;

export const UPDATE_CASES = `
  update case_file f set kind = c.kind, fingerprint = c.fingerprint, digest = c.digest, version = c.version,
    duplicate_of = c.duplicate_of, party_hashes = substring($7::bytea from hash_at for hash_size)
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $8::int[], $9::int[])
    as c(id, kind, fingerprint, digest, version, duplicate_of, hash_at, hash_size)
  where f.id = c.id`;

export const INSERT_VERSIONS = `
  insert into case_version (case_id, version, agency_id, digest, plain, secret, mapping_version, judged_with)
  select case_id, version, agency_id, digest, substring($7::bytea from plain_at for plain_size),
    substring($10::bytea from secret_at for secret_size), $1, $2
  from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $8::int[], $9::int[], $11::int[], $12::int[])
    as v(case_id, version, agency_id, digest, plain_at, plain_size, secret_at, secret_size)`;

export const INSERT_NATIONAL_RECORDS = `
  insert into national_record (id, agency_id, case_id, reference, lane, identity_policy, claimed_id, claimed_steps)
  select id, agency_id, case_id, reference, lane, identity_policy, claimed_id, string_to_array(claimed_steps, ',')
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
    as n(id, agency_id, case_id, reference, lane, identity_policy, claimed_id, claimed_steps)`;

export const INSERT_OUTBOX = `
  insert into outbox (national_record_id, agency_id, lane, state, case_version, mapping_version, rung_at,
    hold_code, hold_detail, held_at, is_backfill, send_by, due_at, check_by)
  select id, agency_id, lane, case when duplicate_of is null then 'due' else 'held' end, 1, $1, clock_timestamp(),
    case when duplicate_of is not null then 'EXACT_DUPLICATE' end, duplicate_of,
    case when duplicate_of is not null then clock_timestamp() end, is_backfill,
    least((select min(day) from unnest(urgent::date[]) as l(day)), ${LATEST}),
    coalesce(c.check_by, clock_timestamp()), c.check_by
  from (select clock_timestamp() + make_interval(secs => $8::float8 / 1000) as check_by) c cross join unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::boolean[], $7::text[])
    as o(id, agency_id, lane, duplicate_of, is_backfill, urgent)`;

/** What a new version does not touch: what was sent must be known first, and what nobody knows stays with a person. */
const STAYS = `(o.state in ('in_flight', 'unknown') or coalesce(o.hold_code in ('UNKNOWN_OUTCOME', 'WRONG_ANSWER'), false))`;
/** Held before its first push; whether its newer version still is a duplicate is looked at anew. */
const IS_PROBABLE = `coalesce(o.hold_code = 'PROBABLE_DUPLICATE', false)`;
const IS_DUPLICATE = `(changed.duplicate_of is not null and o.attempt_no = 0)`;

/**
 * A record of which nothing can stand at the far side follows its case to another agency, under a new reference. Any
 * other keeps its own: a transfer is a new record, and delivery holds it for a person.
 */
const MOVES = `(changed.may_move and o.attempt_no = changed.attempt_no and not ${STAYS})`;

/**
 * A new version makes a finished or data-caused standstill due again. A row that stays keeps its time as well: two
 * negative look-ups only count an index lag apart. Conditions read `o` itself, never a copy joined to it, so that a
 * lane commit that comes in between is seen when this statement gets the row lock.
 */
export const ADVANCE_OUTBOX = `
  with changed as (
    select n.id, n.case_id, c.version, c.identity_policy, c.duplicate_of, c.claimed_id, c.claimed_steps,
      c.agency_id, c.reference, c.lane, b.attempt_no,
      least((select min(l.day) from unnest(c.urgent::date[], ${TIMED}) as l(day, kind)
        where not exists (select from step t where t.national_record_id = n.id and t.kind = l.kind and t.ordinal = 1)), ${LATEST}) as send_by,
      c.is_doubtful, c.is_backfill and n.national_id is null as is_backfill,
      n.agency_id <> c.agency_id and n.national_id is null and n.attach_to is null and n.attach_id is null and b.state not in ('in_flight', 'unknown') as may_move
    from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[],
        $11::boolean[], $12::boolean[], $13::text[])
      as c(case_id, version, identity_policy, duplicate_of, claimed_id, claimed_steps, agency_id, reference, lane, is_backfill,
        is_doubtful, urgent)
    join national_record n on n.case_id = c.case_id join outbox b on b.national_record_id = n.id),
  advanced as (
    update outbox o set
      agency_id = case when ${MOVES} then changed.agency_id else o.agency_id end,
      lane = case when ${MOVES} then changed.lane else o.lane end,
      case_version = changed.version, is_backfill = changed.is_backfill, is_doubtful = o.is_doubtful or changed.is_doubtful, mapping_version = $1, changed_at = clock_timestamp(),
      state = case when ${STAYS} then o.state when ${IS_DUPLICATE} or ${IS_PROBABLE} then 'held' else 'due' end,
      hold_code = case when ${STAYS} then o.hold_code when ${IS_DUPLICATE} then 'EXACT_DUPLICATE' when ${IS_PROBABLE} then o.hold_code end,
      hold_detail = case when ${STAYS} then o.hold_detail when ${IS_DUPLICATE} then changed.duplicate_of
        when ${IS_PROBABLE} then o.hold_detail end,
      hold_step = case when ${STAYS} then o.hold_step end,
      hold_ordinal = case when ${STAYS} then o.hold_ordinal end,
      held_at = case when ${STAYS} or ${IS_PROBABLE} then o.held_at when ${IS_DUPLICATE} then coalesce(o.held_at, clock_timestamp()) end,
      -- a row that waits already is put no further back by a newer version
      send_by = case when o.state = 'done' then changed.send_by else least(o.send_by, changed.send_by) end,
      -- one that waits for its check goes on waiting
      due_at = case when ${STAYS} then o.due_at else greatest(clock_timestamp(), o.check_by) end,
      rung_at = case when ${STAYS} then o.rung_at else clock_timestamp() end,
      retry_count = case when ${STAYS} then o.retry_count else 0 end
    from changed where o.national_record_id = changed.id
    returning o.national_record_id as id, o.lane, o.state, o.agency_id),
  filed as (
    update case_file f set agency_id = advanced.agency_id from advanced join changed using (id)
    where f.id = changed.case_id and f.agency_id <> advanced.agency_id),
  policy as (
    update national_record n set identity_policy = changed.identity_policy,
      reference = case when n.agency_id <> advanced.agency_id then changed.reference else n.reference end,
      agency_id = advanced.agency_id, lane = advanced.lane,
      -- what a person decided about the id stands, whatever the source says later
      claimed_id = case when n.claim_decided then n.claimed_id else changed.claimed_id end,
      claimed_steps = case when n.claim_decided then n.claimed_steps
        else string_to_array(changed.claimed_steps, ',') end
    from changed join advanced using (id) where n.id = changed.id)
  select lane, state from advanced`;
