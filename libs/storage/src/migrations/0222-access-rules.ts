import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules about access: those that two sides accepted (or that counted before there were two), and those last in force. */
export class AccessRules1764100000222 implements MigrationInterface {
  readonly name = 'AccessRules1764100000222';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table access_settings (
         only_one boolean primary key default true check (only_one), agency_id text not null,
         accepted jsonb not null, in_force jsonb not null, changed_at timestamptz not null default clock_timestamp())`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
