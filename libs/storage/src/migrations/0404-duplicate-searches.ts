import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comparisons that people ask for: the cases received within a period, compared again with all there are, and how far that is. */
export class DuplicateSearches1764100000404 implements MigrationInterface {
  readonly name = 'DuplicateSearches1764100000404';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  // place: the case that was compared last, by day of receipt and id; goes on from there after a crash
  `create table duplicate_search (
     id uuid primary key, agency_id text not null, of_agency text, from_on date not null, to_on date not null check (to_on >= from_on),
     asked_by text not null, asked_at timestamptz not null default clock_timestamp(), expected integer not null,
     compared integer not null default 0, found integer not null default 0, place_on date, place_id uuid, finished_at timestamptz)`,
  `create unique index duplicate_search_open on duplicate_search (coalesce(of_agency, ''), from_on, to_on) where finished_at is null`,
  'create index duplicate_search_asked on duplicate_search (asked_at)',
];
