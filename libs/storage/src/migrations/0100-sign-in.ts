import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, sessions, tokens and counted tries. Whatever opens something is stored hashed or sealed. */
export class SignIn1764100000100 implements MigrationInterface {
  readonly name = 'SignIn1764100000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table account (
         id uuid primary key, agency_id text not null, login text not null unique, roles text[] not null,
         agencies text[], password_hash text, must_change boolean not null, needs_code boolean not null,
         totp_pending bytea, totp_secret bytea, totp_step bigint not null default -1, disabled_at timestamptz,
         created_at timestamptz not null default clock_timestamp(),
         changed_at timestamptz not null default clock_timestamp())`,
    );
    await runner.query(
      `create table account_recovery_code (
         account_id uuid not null references account on delete cascade, code_hash text not null,
         primary key (account_id, code_hash))`,
    );
    await runner.query(
      `create table account_identity (
         issuer text not null, subject text not null, account_id uuid not null references account on delete cascade,
         linked_at timestamptz not null default clock_timestamp(), primary key (issuer, subject))`,
    );
    await runner.query(
      `create table session (
         id_hash text primary key, account_id uuid not null references account on delete cascade, stage text not null,
         via text not null, started_at timestamptz not null, seen_at timestamptz not null,
         expires_at timestamptz not null)`,
    );
    await runner.query('create index session_of_account on session (account_id)');
    await runner.query(
      `create table access_token (
         id uuid primary key, agency_id text not null, account_id uuid not null references account on delete cascade,
         name text not null, token_hash text not null unique, scopes text[] not null, created_at timestamptz not null,
         expires_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz)`,
    );
    await runner.query('create index access_token_of_account on access_token (account_id)');
    await runner.query(
      `create table sign_in_try (
         key text primary key, tries int not null, open_at timestamptz not null, seen_at timestamptz not null)`,
    );
    await runner.query(
      'create table sign_in_state (state_hash text primary key, expires_at timestamptz not null)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'sign_in_state',
      'sign_in_try',
      'access_token',
      'session',
      'account_identity',
      'account_recovery_code',
      'account',
    ])
      await runner.query(`drop table ${table}`);
  }
}
