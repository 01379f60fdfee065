import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Refused tries to go on with a restored database: while the audit is behind its witness it takes no entry, so they wait here
 * until it does.
 */
export class RefusedRestore1764100000221 implements MigrationInterface {
  readonly name = 'RefusedRestore1764100000221';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table refused_restore (
         id bigint generated always as identity primary key, agency_id text not null, actor text not null, approver text,
         reason text not null, why text not null, at timestamptz not null default clock_timestamp(), taken_at timestamptz)`,
    );
    await runner.query('create index refused_restore_waiting on refused_restore (id) where taken_at is null');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
