import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What local systems said of each record when it was read, as a salted digest, and when that was last compared with what they
 * say now. Empty for sources that offer no digests. Goes with its record.
 */
export class SourceDigests1764100000375 implements MigrationInterface {
  readonly name = 'SourceDigests1764100000375';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table source_digest (
     source_id text not null, local_key text not null, agency_id text not null,
     position bigint not null, digest bytea not null check (length(digest) = 16),
     primary key (source_id, local_key),
     foreign key (source_id, local_key) references source_record (source_id, local_key) on delete cascade)`,
  'create index source_digest_position on source_digest (source_id, position)',
  `alter table source_digest set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05,
     autovacuum_analyze_scale_factor = 0.05)`,
  // The last comparison by digests: how it ended, as counts and a code.
  'alter table source add column digest_pass_at timestamptz, add column digest_pass jsonb',
];
