import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts that people hold in the national system, and when somebody last said that each is still needed. The name of the account is
 * sealed; `name_digest` is keyed. Both go with the person.
 */
export class NationalAccounts1764100000412 implements MigrationInterface {
  readonly name = 'NationalAccounts1764100000412';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table national_account (
     id uuid primary key, agency_id text not null, account_id uuid not null references account on delete cascade,
     sealed bytea, name_digest text, duties text[] not null, since date not null, confirmed_on date not null,
     confirmed_by text not null, ended_on date, ended_by text, recorded_by text not null,
     recorded_at timestamptz not null default clock_timestamp(), check ((sealed is null) = (name_digest is null)),
     check (ended_on is not null or sealed is not null))`,
  `create unique index national_account_open on national_account (name_digest) where ended_on is null`,
  `create index national_account_of on national_account (account_id)`,
];
