import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Outages (gián đoạn kết nối): one row for all processes while the far side, or one account there, cannot be used; which
 * processes see it so, and which records waited. `delivery_minute` counts what is done, for the estimate of how long a
 * backlog takes.
 */
export class Outages1764100000230 implements MigrationInterface {
  readonly name = 'Outages1764100000230';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // scope: '' = the whole far side, else the name of the account; causes: [{"code", "at"}] in their order
  `create table outage (
     id bigint generated always as identity primary key, agency_id text not null, scope text not null,
     code text not null, causes jsonb not null, began_at timestamptz not null,
     last_probe_at timestamptz, failed_probes integer not null default 0, next_probe_at timestamptz,
     reopened_at timestamptz, ended_at timestamptz)`,
  `create unique index outage_open on outage (scope) where ended_at is null`,
  `create table outage_process (
     outage_id bigint not null references outage, process_id uuid not null, agency_id text not null,
     is_shut boolean not null, seen_at timestamptz not null default clock_timestamp(),
     primary key (outage_id, process_id))`,
  `create table outage_record (
     outage_id bigint not null references outage, national_record_id uuid not null references national_record,
     agency_id text not null, since timestamptz not null,
     primary key (outage_id, national_record_id))`,
  `create table delivery_minute (
     minute timestamptz primary key, agency_id text not null, asked integer not null, done integer not null)`,
  // share of the limit a process uses while it ramps up after an outage; without a row it uses all of it
  `create table delivery_ramp (
     process_id uuid primary key, agency_id text not null, share real not null,
     seen_at timestamptz not null default clock_timestamp())`,
];
