import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One process at a time reads a source: the number of its reading, and until when it counts without a sign of life. */
export class Readings1764100000180 implements MigrationInterface {
  readonly name = 'Readings1764100000180';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table source add column if not exists reading_no bigint not null default 0');
    await runner.query('alter table source add column if not exists reading_until timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
