import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Periods of report that two people signed: their figures are never written again; what changes later is an adjustment of its own.
 * `scope` is the agency, empty for the whole province.
 */
export class StatutoryPeriods1764100000370 implements MigrationInterface {
  readonly name = 'StatutoryPeriods1764100000370';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table statutory_period (
     id uuid primary key, agency_id text not null, scope text not null, period text not null, figures jsonb not null,
     as_of timestamptz not null, closed_by text not null, approved_by text not null, reason text not null,
     closed_at timestamptz not null default clock_timestamp(), unique (scope, period))`,
  `create table statutory_adjustment (
     id uuid primary key, agency_id text not null, period_id uuid not null references statutory_period, changes jsonb not null,
     as_of timestamptz not null, adjusted_by text not null, approved_by text not null, reason text not null,
     adjusted_at timestamptz not null default clock_timestamp())`,
  `create index statutory_adjustment_period on statutory_adjustment (period_id, adjusted_at)`,
];
