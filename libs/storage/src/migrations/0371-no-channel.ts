import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proof that a milestone without a channel was typed in on the national web: who, when, under which reference there. */
export class NoChannel1764100000371 implements MigrationInterface {
  readonly name = 'NoChannel1764100000371';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table no_channel_entry (
         id uuid primary key, agency_id text not null, national_record_id uuid not null references national_record,
         milestone text not null, ordinal integer not null, entered_on date not null, entered_by text not null,
         evidence text not null, reason text not null, recorded_at timestamptz not null default clock_timestamp(),
         unique (national_record_id, milestone, ordinal))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
