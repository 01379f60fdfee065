import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people say of a cause: that they know of it until a day, who looks after it, comments. `cause` is the digest of what the
 * group of records is made of; `agencies` those of whoever said it, null: all. Nothing is changed or taken away.
 */
export class CauseNotes1764100000422 implements MigrationInterface {
  readonly name = 'CauseNotes1764100000422';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table cause_note (
     id bigint generated always as identity primary key, agency_id text not null, agencies text[], cause text not null,
     kind text not null check (kind in ('acknowledge', 'assign', 'comment')), actor text not null, note text not null,
     assignee text, until_at timestamptz, at timestamptz not null default clock_timestamp(),
     check (kind <> 'acknowledge' or until_at is not null))`,
  `create index cause_note_cause on cause_note (cause, id)`,
];
