import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people asked about their own data. Nothing of what was asked for stands here: a correction names a field and keeps
 * keyed digests, an export the keyed digest of who asked, until it is done.
 */
export class SubjectRequests1764100000171 implements MigrationInterface {
  readonly name = 'SubjectRequests1764100000171';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists subject_request (
         id uuid primary key, agency_id text not null,
         kind text not null check (kind in ('export', 'correction', 'restriction', 'objection')),
         state text not null check (state in ('proposed', 'open', 'done', 'closed')),
         document_no text not null, received_on date not null, due_on date not null,
         verified_by text not null, verified_how text not null,
         with_denunciations boolean not null default false, subject_digest text,
         case_id uuid references case_file, reference text, role text, place integer, field text,
         base_version integer, base_digest text, changed_version integer,
         recorded_by text not null, recorded_at timestamptz not null default clock_timestamp(),
         approved_by text, approved_at timestamptz,
         closed_by text, closed_at timestamptz, outcome text, reason text,
         check (approved_by is null or lower(approved_by) <> lower(recorded_by)))`,
    );
    await runner.query(
      `create index if not exists subject_request_open on subject_request (due_on) where state in ('proposed', 'open')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
