import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A national list that changed waits for people, one version a list. Beside each record: keyed hashes of the national codes
 * its case uses, so that what a change touches can be counted without opening a case, and the day by which it must be decided.
 */
export class CodeListsWait1764100000281 implements MigrationInterface {
  readonly name = 'CodeListsWait1764100000281';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table code_list_wait (
         list smallint primary key, agency_id text not null, sha256 text not null, entries jsonb not null,
         began_at timestamptz not null default clock_timestamp())`,
    );
    await runner.query('alter table source_record add code_hashes text[], add due_on date');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
