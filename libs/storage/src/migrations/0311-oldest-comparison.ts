import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Metrics ask at every scrape how long ago the record that waits longest was compared: without reading all of them. */
export class OldestComparison1764100000311 implements MigrationInterface {
  readonly name = 'OldestComparison1764100000311';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index if not exists comparison_age on comparison (compared_at)');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds an index: an older gateway runs with it.');
  }
}
