import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes that people changed one by one since the folder's crosswalk last came into use: its next import must not undo them unseen. */
export class CodeChanges1764100000301 implements MigrationInterface {
  readonly name = 'CodeChanges1764100000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists crosswalk_code_change (
         agency_id text not null, source_id text not null, list smallint not null, local_code text not null,
         changed_at timestamptz not null default clock_timestamp(), primary key (source_id, list, local_code))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds a table: an older gateway runs with it.');
  }
}
