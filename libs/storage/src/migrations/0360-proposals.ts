import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases that stand at the far side and are of no record here, each proposed to a clerk, and how far its changes were read. Who they
 * are about is sealed; for matching there are keyed hashes of identity numbers, as in `case_file.party_hashes`.
 */
export class Proposals1764100000360 implements MigrationInterface {
  readonly name = 'Proposals1764100000360';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds tables: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  `create table national_feed (account text primary key, cursor text not null, read_at timestamptz not null default clock_timestamp())`,
  // agency_id: whose clerks decide; the province's of a denunciation, for nobody knows here who is denounced
  `create table proposal (
     id uuid primary key, agency_id text not null, target_agency text not null, national_id text not null unique,
     way text not null check (way in ('entered', 'assigned')), kind text check (kind in ('KN', 'TC', 'KNPA')),
     received_on date, classification text, steps text[] not null, reference text, sealed bytea not null, identity_hashes bytea[] not null,
     state text not null default 'open'
       check (state in ('open', 'linking', 'linked', 'awaited', 'not-ours', 'ignored', 'gone')),
     first_seen_at timestamptz not null default clock_timestamp(), last_seen_at timestamptz not null default clock_timestamp(),
     national_record_id uuid references national_record, before_link jsonb,
     decided_by text, approver text, reason text, decided_at timestamptz, ended_at timestamptz)`,
  `create index proposal_order on proposal (first_seen_at, id)`,
  `create index proposal_waits on proposal (received_on) where state in ('open', 'awaited')`,
  `create index proposal_reference on proposal (reference) where state in ('open', 'awaited')`,
  `create table proposal_match (
     proposal_id uuid not null references proposal, national_record_id uuid not null references national_record,
     basis text not null check (basis in ('reference', 'identity')),
     found_at timestamptz not null default clock_timestamp(), primary key (proposal_id, national_record_id))`,
  `create index source_record_received on source_record (received_on) where case_id is not null`,
];
