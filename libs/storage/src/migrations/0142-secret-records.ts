import type { MigrationInterface, QueryRunner } from 'typeorm';

/** State secrets are counted and nothing else: a keyed digest of the key and two days. */
export class SecretRecords1764100000142 implements MigrationInterface {
  readonly name = 'SecretRecords1764100000142';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists secret_record (
         source_id text not null, key_digest text not null, agency_id text not null,
         first_day date not null, last_day date not null, primary key (source_id, key_digest))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
