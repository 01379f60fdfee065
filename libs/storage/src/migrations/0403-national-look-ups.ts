import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the far side was asked before a petition was created there, and pairs whose earlier petition is of no record here. Of such
 * a petition nothing is kept but its id and scores. `attach_id` is the case at the far side that a petition is attached to where no record
 * of ours is its head.
 */
export class NationalLookUps1764100000403 implements MigrationInterface {
  readonly name = 'NationalLookUps1764100000403';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // An older gateway joins the earlier case and so does not see such pairs; what is held for one it keeps held.
  'alter table duplicate_pair alter column earlier_case_id drop not null, add column earlier_national_id text',
  `alter table duplicate_pair add constraint duplicate_pair_earlier_side
     check (num_nonnulls(earlier_case_id, earlier_national_id) = 1)`,
  `create unique index duplicate_pair_national on duplicate_pair (case_id, lower(earlier_national_id))
     where earlier_national_id is not null`,
  'alter table national_record add column attach_id text',
  `create table national_look_up (
     case_id uuid primary key references case_file, agency_id text not null, case_version integer not null,
     asked_at timestamptz not null default clock_timestamp(), answered_at timestamptz, found integer)`,
];
