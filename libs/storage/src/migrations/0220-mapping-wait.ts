import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mappings of source files that nobody approved yet: the source is not read until two sides do, or the file is as it was. */
export class MappingWait1764100000220 implements MigrationInterface {
  readonly name = 'MappingWait1764100000220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table mapping_wait (
         source_id text primary key, agency_id text not null, title text not null, version text not null,
         definition text not null, began_at timestamptz not null default clock_timestamp())`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
