import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a far side that offers digests should say of each record: of every step as it was sent, and of the record as it is
 * acknowledged. Empty for all others. Both are digests of what was sent with names and texts in it – of a whole step, like
 * the hash of its body that stands beside it, never of one field.
 *
 * `record_digest` is narrow and apart, so that comparing a million records reads few pages; its index holds the position
 * alone, so that a new digest stays within its page (HOT).
 */
export class RecordDigests1764100000330 implements MigrationInterface {
  readonly name = 'RecordDigests1764100000330';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  'alter table step add column comparable_digest text',
  'alter table attempt add column comparable_digest text',
  `create table record_digest (
     national_record_id uuid primary key references national_record, agency_id text not null,
     position bigint not null, digest bytea not null check (length(digest) = 16),
     written_at timestamptz not null default clock_timestamp())`,
  'create index record_digest_position on record_digest (position)',
  `alter table record_digest set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05,
     autovacuum_analyze_scale_factor = 0.05)`,
];
