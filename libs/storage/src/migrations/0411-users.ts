import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People of Biểu số 2 and the accounts they are. Name, address, position and telephone are sealed; `email_digest` is keyed. Of somebody
 * who was removed only the row stays: `retired_login` keeps anybody else from getting a name that stands in the audit.
 * `signed_in_at` is the last sign-in; of before, what the audit knows.
 */
export class Users1764100000411 implements MigrationInterface {
  readonly name = 'Users1764100000411';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `alter table account add column signed_in_at timestamptz, add column removed_at timestamptz`,
  `update account a set signed_in_at = s.at from (
     select target, max(at) as at from audit_entry where action = 'sign-in' and result = 'done' group by target) s
   where s.target = a.login`,
  `create table gateway_user (
     account_id uuid primary key references account on delete cascade, agency_id text not null,
     office_id uuid not null references office, duties text[] not null, sealed bytea, email_digest text unique,
     given_roles text[], given_agencies text[], recorded_by text not null,
     changed_at timestamptz not null default clock_timestamp(), check ((sealed is null) = (email_digest is null)))`,
  `create index gateway_user_office on gateway_user (office_id)`,
  `create table retired_login (
     digest text primary key, agency_id text not null, removed_at timestamptz not null default clock_timestamp())`,
];
