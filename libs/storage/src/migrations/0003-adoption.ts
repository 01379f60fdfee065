import type { MigrationInterface, QueryRunner } from 'typeorm';

/** National ids that local systems hold already: what the source says, and whether a person decided about it. */
export class Adoption1764100000003 implements MigrationInterface {
  readonly name = 'Adoption1764100000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds columns: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  `alter table national_record add column claimed_id text, add column claimed_steps text[],
     add column claim_decided boolean not null default false`,
  `create index national_record_claimed on national_record (claimed_id) where claimed_id is not null`,
];
