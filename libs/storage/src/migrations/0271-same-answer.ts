import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A repeated request gets the answer of the first one: what came of an operation is kept whole, with a digest of what was
 * asked, so that the same key for something else is told apart. `kept_at`: people decided that a held record stays (it counts
 * for the hold it is younger than).
 */
export class SameAnswer1764100000271 implements MigrationInterface {
  readonly name = 'SameAnswer1764100000271';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table operation add column if not exists outcome jsonb, add column if not exists requested text',
    );
    await runner.query('alter table outbox add column if not exists kept_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
