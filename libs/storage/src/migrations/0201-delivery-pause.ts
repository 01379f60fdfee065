import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * After a mapping or a crosswalk changed, the first answers are counted (`delivery_watch`); when they look wrong all
 * processes stop sending (`delivery_pause`) until two people let them go on.
 */
export class DeliveryPause1764100000201 implements MigrationInterface {
  readonly name = 'DeliveryPause1764100000201';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table delivery_watch (
     id bigint generated always as identity primary key, agency_id text not null,
     what text not null check (what in ('mapping', 'crosswalk')), target text not null,
     began_at timestamptz not null default clock_timestamp(),
     seen integer not null default 0, refused integer not null default 0, changed integer not null default 0,
     state text not null default 'watching' check (state in ('watching', 'passed', 'tripped')))`,
  `create index delivery_watch_open on delivery_watch (id) where state = 'watching'`,
  `create table delivery_pause (
     id bigint generated always as identity primary key, agency_id text not null, code text not null, detail text not null,
     paused_at timestamptz not null default clock_timestamp(),
     resumed_at timestamptz, resumed_by text, approved_by text, reason text)`,
  `create unique index delivery_pause_open on delivery_pause ((true)) where resumed_at is null`,
];
