import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the inspectorate asks an agency for: the document, who answers for it, by when, and the reply. No text of the request: what it
 * is about stands in the document.
 */
export class InspectorateRequests1764100000381 implements MigrationInterface {
  readonly name = 'InspectorateRequests1764100000381';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `create table inspectorate_request (
     id uuid primary key, agency_id text not null, case_id uuid references case_file, reference text,
     document_no text not null, received_on date not null, due_on date not null, owner text not null,
     recorded_by text not null, recorded_at timestamptz not null default clock_timestamp(),
     reply_no text, replied_on date, replied_by text, replied_at timestamptz,
     check ((reply_no is null) = (replied_on is null) and (reply_no is null) = (replied_by is null)))`,
  `create unique index inspectorate_request_document on inspectorate_request (agency_id, document_no, received_on)`,
  `create index inspectorate_request_open on inspectorate_request (due_on) where replied_on is null`,
];
