import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often people said of a record that its confirmed case is not at the far side any more. A far side that acts once per key
 * would answer a new create under the old key with the id of the case that is gone, so the key of a create counts them.
 */
export class GoneThere1764100000402 implements MigrationInterface {
  readonly name = 'GoneThere1764100000402';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table national_record add column times_gone integer not null default 0');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
