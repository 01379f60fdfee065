import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many national records a day may create: a counter for each day in Vietnam, a slot for each record that was let
 * through (once, however often it is tried), and campaigns that people approved. `is_backfill` puts old petitions behind
 * those that come in; `braked_until` equals `due_at` as long as a record waits for a slot.
 */
export class CreateBrake1764100000200 implements MigrationInterface {
  readonly name = 'CreateBrake1764100000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table campaign (
     id uuid primary key, agency_id text not null, document_no text not null, quota integer not null check (quota > 0),
     used integer not null default 0 check (used between 0 and quota),
     last_day date not null, state text not null default 'pending' check (state in ('pending', 'approved', 'ended')),
     recorded_by text not null, recorded_at timestamptz not null default clock_timestamp(),
     approved_by text, approved_at timestamptz, ended_by text, ended_at timestamptz, end_reason text,
     check (approved_by is null or lower(approved_by) <> lower(recorded_by)),
     check (state <> 'approved' or approved_by is not null), check ((state = 'ended') = (ended_by is not null)))`,
  `create unique index campaign_document on campaign (document_no) where state <> 'ended'`,
  `create table create_day (
     day date primary key, agency_id text not null default '', live integer not null default 0,
     backfill integer not null default 0)`,
  `create table create_slot (
     national_record_id uuid primary key references national_record, agency_id text not null, day date not null,
     campaign_id uuid references campaign, taken_at timestamptz not null default clock_timestamp())`,
  // What was usual until now, so that the first day is judged by it.
  `insert into create_day (day, live)
   select (confirmed_at at time zone 'Asia/Ho_Chi_Minh')::date, count(*) from step
   where kind = 'case' and body_sha256 <> 'adopted' and confirmed_at > clock_timestamp() - interval '31 days' group by 1`,
  `alter table outbox add column is_backfill boolean not null default false, add column braked_until timestamptz`,
  `create index outbox_live on outbox (lane, is_backfill, due_at) where state in ('due', 'unknown', 'in_flight')`,
  `create index outbox_urgent on outbox (due_at) where state in ('due', 'unknown', 'in_flight') and not is_backfill`,
  `create index outbox_braked on outbox (braked_until) where braked_until is not null`,
];
