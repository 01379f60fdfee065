import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everything the first road needs. `agency_id` stands on every row; times are timestamptz; content of cases and
 * raw records is sealed `bytea` (PostgreSQL text refuses NUL and lone surrogates, and people do not belong there).
 */
export class FirstRoad1764000000001 implements MigrationInterface {
  readonly name = 'FirstRoad1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CONFIGURATION, ...RECORDS, ...DELIVERY, ...PEOPLE_AND_AUDIT, ...VIEWS])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first migration has no way back: drop the database instead.');
  }
}

const CONFIGURATION = [
  `create table binding (
     only_row boolean primary key default true check (only_row),
     agency_id text not null, endpoint text not null, account text not null, profile text not null,
     key_fingerprint text not null, lanes integer not null, bound_at timestamptz not null default clock_timestamp())`,
  `create table source (
     id text primary key, agency_id text not null, title text not null, mapping_version text not null,
     cursor text, paused_code text, paused_detail text, paused_at timestamptz,
     read_at timestamptz, complete_at timestamptz)`,
  `create table mapping_version (
     source_id text not null, version text not null, agency_id text not null, definition text not null,
     active boolean not null, imported_at timestamptz not null default clock_timestamp(),
     primary key (source_id, version))`,
  `create unique index mapping_version_active on mapping_version (source_id) where active`,
  `create table crosswalk_version (
     version text primary key, agency_id text not null, active boolean not null,
     imported_at timestamptz not null default clock_timestamp())`,
  `create unique index crosswalk_version_active on crosswalk_version ((true)) where active`,
  `create table crosswalk_row (
     version text not null references crosswalk_version, source_id text not null, list smallint not null,
     local_code text not null, national_code text not null, valid_from date, valid_until date, agency_id text not null)`,
  `create index crosswalk_row_version on crosswalk_row (version)`,
  `create table code_list_version (
     list smallint not null, version integer not null, agency_id text not null, sha256 text not null,
     entries integer not null, active boolean not null, fetched_at timestamptz not null default clock_timestamp(),
     primary key (list, version))`,
  `create unique index code_list_version_active on code_list_version (list) where active`,
  `create table code_entry (
     list smallint not null, code text not null, name text not null, agency_id text not null,
     since_version integer not null, until_version integer,
     valid_from timestamptz not null default clock_timestamp(), valid_until timestamptz,
     primary key (list, code, since_version))`,
];

const RECORDS = [
  `create table source_record (
     id bigint generated always as identity primary key,
     agency_id text not null, source_id text not null, local_key text not null,
     raw bytea not null, content_digest text not null,
     class text not null check (class in ('accepted', 'waiting', 'quarantined', 'outOfScope')),
     reasons jsonb not null default '[]', warnings jsonb not null default '[]', repairs jsonb not null default '[]',
     judged_with text not null, decision text check (decision in ('include', 'exclude', 'not-duplicate')), case_id uuid,
     first_read_at timestamptz not null default clock_timestamp(),
     judged_at timestamptz not null default clock_timestamp(), vanished_at timestamptz,
     unique (source_id, local_key))`,
  `create index source_record_class on source_record (class, id)`,
  `create index source_record_judged on source_record (source_id, judged_with, id)`,
  `create index source_record_case on source_record (case_id)`,
  `create table case_file (
     id uuid primary key, agency_id text not null, kind text not null check (kind in ('KN', 'TC', 'KNPA')),
     source_id text not null, local_key text not null, fingerprint text not null, digest text not null,
     version integer not null, duplicate_of text, created_at timestamptz not null default clock_timestamp(),
     unique (source_id, local_key))`,
  `create index case_file_fingerprint on case_file (fingerprint)`,
  `create table case_version (
     case_id uuid not null references case_file, version integer not null, agency_id text not null, digest text not null,
     plain bytea not null, secret bytea not null, mapping_version text not null, judged_with text not null,
     created_at timestamptz not null default clock_timestamp(),
     primary key (case_id, version))`,
];

const DELIVERY = [
  `create table national_record (
     id uuid primary key, agency_id text not null, case_id uuid not null references case_file,
     reference text not null unique, lane smallint not null, national_id text unique, identity_policy text,
     created_at timestamptz not null default clock_timestamp(),
     unique (case_id, agency_id))`,
  `create table outbox (
     national_record_id uuid primary key references national_record, agency_id text not null, lane smallint not null,
     state text not null check (state in ('due', 'in_flight', 'unknown', 'held', 'done')),
     case_version integer not null, mapping_version text not null, approved_version integer,
     due_at timestamptz not null default clock_timestamp(), rung_at timestamptz,
     attempt_no integer not null default 0, retry_count integer not null default 0,
     unknown_since timestamptz, negative_lookups integer not null default 0,
     hold_code text, hold_detail text, hold_step text, hold_ordinal integer, held_at timestamptz,
     changed_at timestamptz not null default clock_timestamp(),
     check ((state = 'held') = (hold_code is not null)))`,
  `create index outbox_lane on outbox (lane, due_at) where state in ('due', 'unknown', 'in_flight')`,
  `create index outbox_held on outbox (hold_code) where state = 'held'`,
  `alter table outbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)`,
  `create table step (
     national_record_id uuid not null references national_record, kind text not null, ordinal integer not null,
     agency_id text not null, result_id text not null,
     content_digest text not null, protected_digest text not null, identity_digest text not null,
     case_version integer not null, body_sha256 text not null,
     confirmed_at timestamptz not null default clock_timestamp(),
     primary key (national_record_id, kind, ordinal))`,
  // Partition plan: one partition a month, created ahead by maintenance once volumes ask for it; until then all
  // rows live in the default partition, and splitting it later needs no change in code.
  `create table attempt (
     national_record_id uuid not null, attempt_no integer not null, agency_id text not null,
     step text not null, ordinal integer not null, reference text not null,
     body_sha256 text not null, content_digest text not null, protected_digest text not null, identity_digest text not null,
     mapping_version text not null, case_version integer not null,
     intent_at timestamptz not null default clock_timestamp(),
     outcome text check (outcome in ('confirmed', 'rejected', 'not-sent', 'unknown')), reason text,
     settled_at timestamptz,
     primary key (national_record_id, attempt_no, intent_at)) partition by range (intent_at)`,
  `create table attempt_default partition of attempt default`,
  // Nobody reads or writes it: the gate lives in the process. It goes, like `source_record.vanished_at` (0002), in a
  // contract migration after the first release, when no gateway that made it can still run.
  `create table destination (
     id text primary key, agency_id text not null, paused_code text, paused_at timestamptz, retry_at timestamptz)`,
];

const PEOPLE_AND_AUDIT = [
  `create table identity_policy (
     id uuid primary key, agency_id text not null, policy text not null check (policy in ('not-read', 'withheld', 'transmitted')),
     document_no text not null, document_date date not null, signatory text not null, recorded_by text not null,
     second_person text not null, recorded_at timestamptz not null default clock_timestamp(), valid_until timestamptz)`,
  `create unique index identity_policy_current on identity_policy ((true)) where valid_until is null`,
  // Partition plan as for attempt: by month of `at`.
  `create table operation (
     id uuid not null, agency_id text not null, idempotency_key text not null, command text not null,
     actor text not null, approver text, reason text not null, target text not null, result text not null,
     at timestamptz not null default clock_timestamp(),
     primary key (id), unique (idempotency_key))`,
];

/** Where every source record stands, in the words of the summary; null = unaccounted. */
const VIEWS = [
  `create view record_standing as
   select r.id, r.agency_id, r.source_id, r.local_key, r.reasons, r.judged_at, f.kind, n.id as national_record_id,
     n.reference, n.national_id, o.state as outbox_state, o.due_at, o.hold_code, o.hold_detail, o.hold_step, o.hold_ordinal,
     o.changed_at,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id`,
];
