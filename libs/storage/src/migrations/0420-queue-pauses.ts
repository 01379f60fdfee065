import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Queues that people paused: of a source, of an agency's records, or of all of them (`target` `*`). The brakes of delivery
 * read it with what paused itself. Ended ones stay on record.
 */
export class QueuePauses1764100000420 implements MigrationInterface {
  readonly name = 'QueuePauses1764100000420';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table queue_pause (
     id bigint generated always as identity primary key, agency_id text not null,
     side text not null check (side in ('source', 'destination')), target text not null,
     paused_at timestamptz not null default clock_timestamp(), paused_by text not null, reason text not null,
     resumed_at timestamptz, resumed_by text, resume_reason text,
     check ((resumed_at is null) = (resumed_by is null)))`,
  `create unique index queue_pause_open on queue_pause (side, target) where resumed_at is null`,
];
