import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Under which key a far side that acts once was sent a step; null for all others, and for everything sent before. */
export class RepeatKeys1764100000240 implements MigrationInterface {
  readonly name = 'RepeatKeys1764100000240';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table attempt add column repeat_key text');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds columns: an older gateway runs with them.');
  }
}
