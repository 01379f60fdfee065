import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Runs that find by digests what differs, and read whole only that. `way`: how a run goes about it, once that is decided;
 * `round_place`: where the share ended that a night reads whole whatever the digests say.
 */
export class Descents1764100000390 implements MigrationInterface {
  readonly name = 'Descents1764100000390';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `alter table reconciliation_run add column way text check (way in ('digests', 'records')),
     add column by_digest integer not null default 0, add column doubts integer not null default 0, add column round_place uuid`,
  `create table reconciliation_pick (
     run_id bigint not null references reconciliation_run, national_record_id uuid not null references national_record,
     agency_id text not null, primary key (run_id, national_record_id))`,
];
