import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people decided of fields both sides see differently, as keyed digests. A decision is carried out by the first
 * acknowledged attempt of its step behind `attempt_no`: nothing is written for that. An overlay that was set in view of what the
 * source said keeps that, sealed: it counts as long as the source says the same.
 */
export class ConflictDecisions1764100000350 implements MigrationInterface {
  readonly name = 'ConflictDecisions1764100000350';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds a table and a column: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  'alter table overlay add column if not exists sealed_over bytea',
  // theirs: what the far side showed when it was decided; a decision about something else is no decision any more
  `create table if not exists conflict_decision (
     id bigint generated always as identity primary key, agency_id text not null,
     national_record_id uuid not null references national_record, field text not null,
     way text not null check (way in ('ours', 'theirs', 'typed')), digest text not null, theirs text not null,
     step text not null, ordinal integer not null, attempt_no integer not null,
     overlay_id uuid references overlay on delete set null,
     replaced_overlay_id uuid references overlay on delete set null,
     actor text not null, approver text, reason text not null,
     decided_at timestamptz not null default clock_timestamp(), undone_at timestamptz, undone_by text)`,
  `create index if not exists conflict_decision_record on conflict_decision (national_record_id) where undone_at is null`,
];
