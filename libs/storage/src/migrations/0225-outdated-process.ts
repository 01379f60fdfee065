import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes that started before a mapping was accepted: they do not read that source until they are started again. */
export class OutdatedProcess1764100000225 implements MigrationInterface {
  readonly name = 'OutdatedProcess1764100000225';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table outdated_process (
         process_id uuid not null, source_id text not null, agency_id text not null, mapping_version text not null,
         seen_at timestamptz not null default clock_timestamp(), primary key (process_id, source_id))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
