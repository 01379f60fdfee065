import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bells that local systems ring: which were heard before, and which sources wait to be looked at. */
export class Bells1764100000120 implements MigrationInterface {
  readonly name = 'Bells1764100000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table hook_nonce (
         source_id text not null, nonce text not null, agency_id text not null, expires_at timestamptz not null,
         primary key (source_id, nonce))`,
    );
    await runner.query('create index hook_nonce_expires on hook_nonce (expires_at)');
    await runner.query(
      `create table source_bell (
         source_id text primary key, agency_id text not null, rung_at timestamptz not null)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Expand-only: an older gateway runs with the tables.');
  }
}
