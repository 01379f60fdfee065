import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keyed hashes of the parties of a case, 16 bytes each, one after the other; null where they were not made yet. Without an
 * index on purpose: a search is a rare, audited act, and reading the cases of a province for it takes a second, while an
 * index would tell a thief of the database which cases share a party at a glance, and cost intake more than the hashes.
 */
export class PartyHashes1764100000091 implements MigrationInterface {
  readonly name = 'PartyHashes1764100000091';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table case_file add column party_hashes bytea, alter column party_hashes set storage plain,
         alter column party_hashes set statistics 0`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds a column: an older gateway runs with it.');
  }
}
