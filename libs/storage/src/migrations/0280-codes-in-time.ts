import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Codes keep their days: what happened while a code stood in its list keeps it. `from_day` is known only where a person
 * said it; a code that ended before this migration ended on the day it was missed. Crosswalk rows say why they name a parent.
 */
export class CodesInTime1764100000280 implements MigrationInterface {
  readonly name = 'CodesInTime1764100000280';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table code_entry add from_day date, add until_day date');
    await runner.query(
      `update code_entry set until_day = (valid_until at time zone 'Asia/Ho_Chi_Minh')::date - 1 where valid_until is not null`,
    );
    await runner.query('alter table crosswalk_row add parent_note text');
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
