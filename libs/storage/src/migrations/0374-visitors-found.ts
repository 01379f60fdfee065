import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By keyed hashes of identity numbers, phones and names, as in `case_file.party_hashes`, whoever came to a reception is found when
 * they ask what is held of them. Absent until the visit is judged again: it is opened then to be looked at.
 */
export class VisitorsFound1764100003731 implements MigrationInterface {
  readonly name = 'VisitorsFound1764100003731';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reception add column party_hashes bytea');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
