import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests to see one sealed field, and every look that came of them. What is seen stands in neither. */
export class Unmask1764100000111 implements MigrationInterface {
  readonly name = 'Unmask1764100000111';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds tables: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  `create table unmask_request (
     id uuid primary key, agency_id text not null, case_id uuid not null references case_file, reference text not null,
     field text not null, place integer not null, reason_code text not null, reason_text text not null,
     requested_by uuid not null, requested_login text not null, requested_at timestamptz not null,
     approved_by uuid, approved_login text, approved_at timestamptz,
     check (approved_by is null or approved_by <> requested_by))`,
  `create index unmask_request_waiting on unmask_request (requested_at) where approved_at is null`,
  `create table unmask_reveal (
     id uuid primary key, agency_id text not null, request_id uuid not null references unmask_request,
     account_id uuid not null, at timestamptz not null)`,
  `create index unmask_reveal_account on unmask_reveal (account_id, at)`,
];
