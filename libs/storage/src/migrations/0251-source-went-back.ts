import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A source that went back in time gives older content under newer reading: what it would change of something confirmed waits
 * for a person (`outbox.is_doubtful`), and people see when it happened.
 */
export class SourceWentBack1764100000251 implements MigrationInterface {
  readonly name = 'SourceWentBack1764100000251';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table outbox add column if not exists is_doubtful boolean not null default false',
    );
    await runner.query('alter table source add column if not exists went_back_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
