import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reconciliation: runs that read back what stands at the far side, what both sides agree on of each national record (keyed
 * digests by field), and findings where they do not. Nothing personal in any of them.
 */
export class Reconciliation1764100000310 implements MigrationInterface {
  readonly name = 'Reconciliation1764100000310';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds tables: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  // key: what makes a run of its kind the only one (day, night, agency); place: the last record, or receipt, it compared
  `create table reconciliation_run (
     id bigint generated always as identity primary key, agency_id text not null,
     kind text not null check (kind in ('fresh', 'nightly', 'full', 'asked')), key text not null, place text,
     per_minute integer not null, expected integer not null,
     compared integer not null default 0, requests integer not null default 0, unanswered integer not null default 0,
     matching integer not null default 0, only_local integer not null default 0,
     only_national integer not null default 0, different integer not null default 0, foreign_rows integer not null default 0,
     begun_at timestamptz not null default clock_timestamp(), noted_at timestamptz, finished_at timestamptz,
     taken_by text, taken_until timestamptz)`,
  `create unique index reconciliation_run_open on reconciliation_run (kind, key) where finished_at is null`,
  `create index reconciliation_run_kind on reconciliation_run (kind, id)`,
  `create table comparison (
     national_record_id uuid primary key references national_record, agency_id text not null,
     class text not null check (class in ('matching', 'onlyLocal', 'onlyNational', 'different')),
     case_version integer not null, agreed jsonb not null, not_compared jsonb not null,
     compared_at timestamptz not null default clock_timestamp())`,
  `create index comparison_class on comparison (class, agency_id)`,
  // without a record: a habit of the far side itself
  `create table finding (
     id bigint generated always as identity primary key, agency_id text not null,
     national_record_id uuid references national_record, code text not null,
     class text not null check (class in ('onlyLocal', 'onlyNational', 'different')),
     fields jsonb not null default '[]', national_ids jsonb not null default '[]',
     first_seen_at timestamptz not null default clock_timestamp(),
     last_seen_at timestamptz not null default clock_timestamp(), seen integer not null default 1,
     settled_at timestamptz, settled_by text)`,
  `create unique index finding_open on finding (national_record_id, code) where settled_at is null`,
  `create unique index finding_of_far_side on finding (code) where settled_at is null and national_record_id is null`,
  `create index finding_order on finding (first_seen_at, id)`,
];
