import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What cases are compared by: keyed hashes to find them and the sealed prepared form to compare them. `position` rises with every
 * case that is prepared, so that the newest of a large block stand at one end of the index.
 */
export class Duplicates1764100000400 implements MigrationInterface {
  readonly name = 'Duplicates1764100000400';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table prepared_case (
     case_id uuid primary key references case_file, agency_id text not null,
     position bigint generated always as identity unique, normaliser_version integer not null,
     prepared bytea, prepared_at timestamptz not null default clock_timestamp())`,
  'create index prepared_case_version on prepared_case (normaliser_version)',
  // The key is the whole row: candidates are found without touching the table. Nothing but the hash is kept of a key.
  `create table blocking_key (
     hash bigint not null, position bigint not null references prepared_case (position) on delete cascade,
     primary key (hash, position))`,
  'create index blocking_key_position on blocking_key (position)',
];
