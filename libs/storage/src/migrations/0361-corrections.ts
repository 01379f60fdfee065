import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is asked of whoever runs the far side, in writing: requests with their entries, until the far side shows each correction. Ids,
 * codes and names of fields; nothing of a petition.
 */
export class Corrections1764100000361 implements MigrationInterface {
  readonly name = 'Corrections1764100000361';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds tables: an older gateway runs with them.');
  }
}

const STATEMENTS = [
  `create table correction_request (
     id uuid primary key, agency_id text not null, kind text not null check (kind in ('cases', 'codes')),
     state text not null default 'draft' check (state in ('draft', 'sent', 'closed', 'withdrawn')),
     reason text not null, created_by text not null, created_at timestamptz not null default clock_timestamp(),
     document_no text, document_date date, sent_by text, sent_at timestamptz, ended_by text, ended_at timestamptz)`,
  `create index correction_request_order on correction_request (created_at, id)`,
  // a case entry has a problem and an id, a code entry a list and a local code
  `create table correction_entry (
     request_id uuid not null references correction_request, ordinal integer not null, agency_id text not null,
     problem text, national_id text, right_id text, national_record_id uuid references national_record,
     finding_id bigint references finding, proposal_id uuid references proposal, fields text[] not null default '{}',
     list integer, source_id text, local_code text, name text, records integer, corrected_at timestamptz,
     primary key (request_id, ordinal), check ((problem is null) = (list is not null)))`,
  `create index correction_entry_finding on correction_entry (finding_id) where finding_id is not null`,
  `create index correction_entry_proposal on correction_entry (proposal_id) where proposal_id is not null`,
];
