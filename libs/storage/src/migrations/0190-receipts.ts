import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Receipts of confirmed steps. The statement that confirms a step leaves a row in `receipt_due`, which has no index and
 * costs that statement next to nothing; one process at a time turns these rows into links of the chain, in the transaction
 * that takes them away. Steps that were confirmed before get receipts that say so.
 */
export class Receipts1764100000190 implements MigrationInterface {
  readonly name = 'Receipts1764100000190';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...ONLY_GROW, BACKFILL]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Receipts are never taken away: an older gateway runs with the tables.');
  }
}

const TABLES = [
  `create table receipt_due (
     national_record_id uuid not null, attempt_no integer not null, agency_id text not null, kind text not null,
     ordinal integer not null, result_id text not null, acted_by text, backfilled boolean not null default false)`,
  // Emptied over and over: cleaned before it grows, or looking into it would cost more and more.
  `alter table receipt_due set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)`,
  `create table receipt (
     seq bigint primary key, hash text not null, agency_id text not null, reference text not null, kind text not null,
     ordinal integer not null, attempt_no integer not null, national_id text, result_id text not null,
     body_sha256 text not null, case_version integer not null, mapping_version text, sent_at timestamptz,
     confirmed_at timestamptz not null, acknowledged text not null, acted_by text not null, backfilled boolean not null)`,
  `create index receipt_reference on receipt (reference)`,
  `create table receipt_checkpoint (
     seq bigint primary key, hash text not null, at timestamptz not null, agency_id text not null, key_id text not null,
     signature text not null)`,
  `create table receipt_stamp (
     day date primary key, agency_id text not null, digest text not null, at text not null, authority text not null,
     public_key text not null, signature text not null)`,
];

const ONLY_GROW = [
  `create function refuse_receipt_change() returns trigger language plpgsql as
     $$ begin raise exception 'receipts only grow'; end $$`,
  ...['receipt', 'receipt_checkpoint', 'receipt_stamp'].map(
    (table) => `create trigger ${table}_only_grows before update or delete or truncate on ${table}
     for each statement execute function refuse_receipt_change()`,
  ),
];

const BACKFILL = `
  insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id, backfilled)
  select s.national_record_id, coalesce(a.attempt_no, 0), s.agency_id, s.kind, s.ordinal, s.result_id, true
  from step s left join lateral (
    select t.attempt_no from attempt t
    where t.national_record_id = s.national_record_id and t.step = s.kind and t.ordinal = s.ordinal
      and t.outcome = 'confirmed' and t.body_sha256 = s.body_sha256
    order by t.attempt_no desc limit 1) a on true
  order by s.confirmed_at`;
