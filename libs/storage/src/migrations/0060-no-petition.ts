import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One more thing a person may say of a record: that it is no petition at all, for want of content or of a name. */
export class NoPetition1764100000060 implements MigrationInterface {
  readonly name = 'NoPetition1764100000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table source_record drop constraint if exists source_record_decision_check,
         add constraint source_record_decision_check
           check (decision in ('include', 'exclude', 'not-duplicate', 'no-petition'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only allows one more value: an older gateway runs with it.');
  }
}
