import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts: incidents, one for each key while it lasts, and the messages about them. A message is stored before it is sent and marked
 * afterwards. `alert_watch` has one row: which process looks and sends. Facts are counts, codes and names of the configuration;
 * nothing in these tables is of a case.
 */
export class Alerts1764100000405 implements MigrationInterface {
  readonly name = 'Alerts1764100000405';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table alert_watch (
     id boolean primary key default true check (id), agency_id text not null, taken_by text not null,
     taken_until timestamptz not null)`,
  `create table alert_incident (
     id bigint generated always as identity primary key, agency_id text not null, key text not null, kind text not null,
     facts jsonb not null, noticed_at timestamptz not null, opened_at timestamptz, absent_since timestamptz, closed_at timestamptz,
     is_told_over boolean not null default false, acknowledged_by text, acknowledged_at timestamptz, acknowledged_note text,
     acknowledged_until timestamptz, acknowledged_count int,
     check ((acknowledged_by is null) = (acknowledged_until is null)))`,
  `create unique index alert_incident_standing on alert_incident (key) where closed_at is null`,
  `create index alert_incident_opened on alert_incident (opened_at, id) where opened_at is not null`,
  `create table alert_notice (
     id bigint generated always as identity primary key, agency_id text not null, incident_id bigint references alert_incident,
     channel text not null, what text not null check (what in ('opened', 'repeated', 'closed', 'digest', 'test')),
     level int not null default 0, round int not null default 0, day date, planned_at timestamptz not null,
     not_before timestamptz not null, attempts int not null default 0, failure text, sent_at timestamptz, dropped_at timestamptz,
     check ((incident_id is null) = (what in ('digest', 'test'))))`,
  // A second process that plans the same plans nothing.
  `create unique index alert_notice_round on alert_notice (incident_id, channel, round) where dropped_at is null`,
  `create unique index alert_notice_digest on alert_notice (day, channel) where what = 'digest'`,
  `create index alert_notice_waiting on alert_notice (not_before) where sent_at is null and dropped_at is null`,
];
