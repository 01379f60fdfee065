import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fields that people completed: apart from what the source says, sealed with the key of the record. */
export class Overlays1764100000290 implements MigrationInterface {
  readonly name = 'Overlays1764100000290';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists overlay (
         id uuid primary key,
         agency_id text not null,
         source_record_id bigint not null references source_record (id) on delete cascade,
         field text not null,
         sealed bytea not null,
         document_no text not null,
         author text not null,
         approver text,
         reason text not null,
         set_at timestamptz not null default clock_timestamp(),
         withdrawn_by text,
         withdrawn_at timestamptz)`,
    );
    await runner.query(
      'create unique index if not exists overlay_in_force on overlay (source_record_id, field) where withdrawn_at is null',
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds a table: an older gateway runs with it.');
  }
}
