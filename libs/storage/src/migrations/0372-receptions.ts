import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Visits that no petition came of are a class of their own (`noChannel`), with what the book of receptions prints of them and the
 * proof that they were typed in by hand. Beside every case stand its dated milestones, so that it is told how long each takes to
 * be confirmed and how many have no channel, and beside every record how many people stand behind it.
 */
export class Receptions1764100000372 implements MigrationInterface {
  readonly name = 'Receptions1764100000372';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `alter table source_record drop constraint source_record_class_check,
     add constraint source_record_class_check
       check (class in ('accepted', 'waiting', 'quarantined', 'outOfScope', 'noChannel')) not valid,
     add column people integer, add column is_visit boolean`,
  // plain: names nobody; secret: who came and what they said. Both with the key of the record.
  `create table reception (
     record_id bigint primary key references source_record, agency_id text not null, reference text not null unique,
     held_on date not null, plain bytea not null, secret bytea not null,
     told_at timestamptz not null default clock_timestamp())`,
  'create index reception_book on reception (agency_id, held_on)',
  `create table reception_entry (
     id uuid primary key, agency_id text not null, record_id bigint not null unique references source_record,
     entered_on date not null, entered_by text not null, evidence text not null, reason text not null,
     recorded_at timestamptz not null default clock_timestamp())`,
  `create table case_milestone (
     case_id uuid not null references case_file, milestone text not null, ordinal integer not null, agency_id text not null,
     happened_on date, learnt_at timestamptz not null, primary key (case_id, milestone, ordinal))`,
  // A correction confirms a step again; how long it took is told by the first time. Absent: confirmed before there was this column.
  'alter table step add column first_confirmed_at timestamptz',
  'alter table step alter column first_confirmed_at set default clock_timestamp()',
];
