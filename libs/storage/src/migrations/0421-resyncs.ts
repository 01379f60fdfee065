import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Re-syncs of many records as one thing that people follow: who wants which records made due or judged again, how far it has
 * come, and what came of each. `subject` is the filter or the cause as it was asked for, nothing of a case. The set is frozen in
 * `resync_item`: what matches later is no part of it.
 */
export class Resyncs1764100000421 implements MigrationInterface {
  readonly name = 'Resyncs1764100000421';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // agencies: those of whoever began it, null: all; account_id null: typed at the command line
  `create table resync_operation (
     id uuid primary key, agency_id text not null, agencies text[], subject jsonb not null,
     state text not null check (state in ('paused', 'running', 'stopped', 'done')),
     records integer not null, denunciations integer not null,
     actor text not null, approver text, account_id uuid, proved text[] not null default '{}', reason text not null,
     begun_at timestamptz not null default clock_timestamp(), changed_at timestamptz not null default clock_timestamp(),
     changed_by text, change_reason text, ended_at timestamptz,
     taken_by uuid, taken_until timestamptz)`,
  `create index resync_operation_begun on resync_operation (begun_at, id)`,
  `create index resync_operation_open on resync_operation (begun_at) where state = 'running'`,
  // skipped: left as it was, with why; stopped: its turn had not come
  `create table resync_item (
     operation_id uuid not null references resync_operation, position integer not null, agency_id text not null,
     source_record_id bigint not null references source_record (id) on delete cascade,
     national_record_id uuid references national_record, cause jsonb, attempt_no integer,
     state text not null default 'chosen' check (state in ('chosen', 'released', 'skipped', 'stopped')),
     how text check (how in ('due', 'judge')), why text,
     result text check (result in ('cured', 'nothing', 'failing', 'new-cause')), result_code text,
     released_at timestamptz, settled_at timestamptz,
     primary key (operation_id, position))`,
  `create index resync_item_record on resync_item (source_record_id)`,
  `create index resync_item_pending on resync_item (released_at) where state = 'released' and result is null`,
];
