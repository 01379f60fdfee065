import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Redacted renditions: what leaves of a withheld denunciation in place of a summary, once a second person approved it.
 * An older gateway does not know them and sends the summary.
 */
export class Renditions1764100000141 implements MigrationInterface {
  readonly name = 'Renditions1764100000141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists rendition (
         id uuid primary key, agency_id text not null, case_id uuid not null references case_file,
         field text not null, original text not null, content bytea not null,
         -- the newest case version whose original was compared
         checked_version integer not null,
         state text not null default 'proposed' check (state in ('proposed', 'approved', 'withdrawn', 'void')),
         proposed_by text not null, proposed_at timestamptz not null default clock_timestamp(),
         approved_by text, approved_at timestamptz, ended_at timestamptz,
         check (state <> 'approved' or lower(approved_by) <> lower(proposed_by)))`,
    );
    await runner.query(
      `create unique index if not exists rendition_proposed on rendition (case_id, field) where state = 'proposed'`,
    );
    await runner.query(
      `create unique index if not exists rendition_approved on rendition (case_id, field) where state = 'approved'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
