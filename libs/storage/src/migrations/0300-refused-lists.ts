import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The version of a waiting national list that people refused: it asks nobody any more, until the list changes again. */
export class RefusedLists1764100000300 implements MigrationInterface {
  readonly name = 'RefusedLists1764100000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table code_list_wait add if not exists refused_version text, add if not exists refused_by text,
         add if not exists refused_at timestamptz`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
