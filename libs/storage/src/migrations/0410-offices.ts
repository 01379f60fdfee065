import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where people work (Biểu số 1): offices, and what each was called and where it stood from which day on. `agency_id` is the agency of
 * `agencies.yaml` it belongs to, the province's id where it belongs to none. Nothing in it is about a person.
 */
export class Offices1764100000410 implements MigrationInterface {
  readonly name = 'Offices1764100000410';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table office (
     id uuid primary key, agency_id text not null, ended_on date, successor_id uuid references office,
     recorded_at timestamptz not null default clock_timestamp(), check (successor_id is null or ended_on is not null))`,
  `create index office_agency on office (agency_id)`,
  `create table office_term (
     office_id uuid not null references office, agency_id text not null, valid_from date not null, valid_until date,
     name text not null, level text not null check (level in ('central', 'province', 'district', 'commune')),
     kind text not null check (kind in ('agency', 'department')), is_bureau boolean not null,
     superior_id uuid references office, recorded_by text not null, reason text not null,
     recorded_at timestamptz not null default clock_timestamp(),
     primary key (office_id, valid_from), check (valid_until >= valid_from))`,
];
