import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pairs of cases that may be one matter, how long the later one is held for it, and what people said. A pair holds scores and
 * levels of comparison, nothing of what was compared. `attach_to` is the record whose case a petition is attached to at the far
 * side; such a record has no national id of its own.
 */
export class DuplicatePairs1764100000401 implements MigrationInterface {
  readonly name = 'DuplicatePairs1764100000401';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // Nothing was ever prepared before this migration: what comes is prepared with what it needs.
  `alter table prepared_case add column kind text not null default 'KN' check (kind in ('KN', 'TC', 'KNPA')),
     add column case_version integer not null default 1, add column received_on text not null default '', add column decided_on text,
     add column is_after_decision boolean not null default false, add column arrived_ms double precision not null default 0`,
  'alter table case_file add column checked_version integer',
  `create index case_file_unchecked on case_file (created_at, id) where checked_version is distinct from version`,
  // Not due before it was checked, or this.
  'alter table outbox add column check_by timestamptz',
  'create index outbox_check_by on outbox (check_by) where check_by is not null',
  'alter table national_record add column attach_to uuid references national_record',
  'create index national_record_attached on national_record (attach_to) where attach_to is not null',
  `create table duplicate_pair (
     id uuid primary key, agency_id text not null, case_id uuid not null references case_file,
     earlier_agency text not null, earlier_case_id uuid not null references case_file,
     band text not null check (band in ('auto', 'review')),
     situation text not null check (situation in ('resent', 'many-agencies', 'many-people', 'after-decision', 'supplement',
       'several-matters', 'unclear')),
     score real, person real, matter real, levels bytea, levels_version integer, model_version text,
     state text not null default 'open' check (state in ('open', 'attached', 'linked', 'rejected', 'related', 'other-person',
       'supplement', 'split', 'sent-alone')),
     is_auto_linked boolean not null default false,
     found_at timestamptz not null default clock_timestamp(), seen_at timestamptz not null default clock_timestamp(),
     decided_by text, approver text, reason text, decided_at timestamptz,
     unique (case_id, earlier_case_id))`,
  'create index duplicate_pair_order on duplicate_pair (found_at, id)',
  'create index duplicate_pair_earlier on duplicate_pair (earlier_case_id)',
  `create index duplicate_pair_open on duplicate_pair (case_id) where state = 'open'`,
  `create table duplicate_hold (
     national_record_id uuid primary key references national_record, agency_id text not null, case_id uuid not null references case_file,
     held_at timestamptz not null, until timestamptz not null, escalated_at timestamptz, silent_at timestamptz,
     ended_at timestamptz, ended_by text check (ended_by in ('decided', 'silent', 'changed')))`,
  `create index duplicate_hold_open on duplicate_hold (until) where ended_at is null`,
  // Cases that are one matter here; one of them is the head.
  `create table case_group_member (
     case_id uuid primary key references case_file, group_id uuid not null, agency_id text not null, is_head boolean not null,
     joined_at timestamptz not null default clock_timestamp())`,
  'create index case_group_member_group on case_group_member (group_id)',
  'create unique index case_group_member_head on case_group_member (group_id) where is_head',
  `create table duplicate_setting (
     only_row boolean primary key default true check (only_row), agency_id text not null, auto_link boolean not null,
     decided integer not null, correct integer not null, lower_bound real not null, model_version text not null,
     actor text not null, approver text, reason text not null, set_at timestamptz not null default clock_timestamp())`,
];
