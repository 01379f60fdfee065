import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A side that went back in time: what the far side shows of each record of ours, and the two people who signed it off. Of a
 * record that was adopted afterwards nobody knows which steps stand there (`base_unknown`), except those people looked up
 * (`seen_by_people`: step → id, or null for "not there").
 */
export class Restoration1764100000250 implements MigrationInterface {
  readonly name = 'Restoration1764100000250';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table restoration (
     id bigint generated always as identity primary key, agency_id text not null,
     side text not null check (side in ('gateway', 'national')), detail text not null,
     begun_at timestamptz not null default clock_timestamp(),
     compared_by text, compared_until timestamptz,
     signed_at timestamptz, signed_by text, approved_by text, reason text, difference text)`,
  `create unique index restoration_open on restoration ((true)) where signed_at is null`,
  `create table restoration_finding (
     restoration_id bigint not null references restoration, national_record_id uuid not null references national_record,
     agency_id text not null,
     kind text not null check (kind in ('same', 'nowhere', 'unknown-here', 'other-id', 'lost-there', 'unclear')),
     national_id text, noted_at timestamptz not null default clock_timestamp(),
     primary key (restoration_id, national_record_id))`,
  `alter table national_record add column base_unknown boolean not null default false, add column seen_by_people jsonb`,
];
