import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What two people agreed to about a record: keyed digests of what was found, each bound to the values it was found in. */
export class Agreements1764100000170 implements MigrationInterface {
  readonly name = 'Agreements1764100000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table source_record add column if not exists agreements text[]');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds a column: an older gateway runs with it.');
  }
}
