import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of receipts that were lost without a copy, and what two people put in their place: the one before vouches for nothing. */
export class ReceiptKeyBreaks1764100000223 implements MigrationInterface {
  readonly name = 'ReceiptKeyBreaks1764100000223';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table receipt_key_break (
         fresh_id text primary key, agency_id text not null, lost_id text not null, last_seq bigint not null,
         at timestamptz not null)`,
    );
    await runner.query(
      `create trigger receipt_key_break_only_grows before update or delete or truncate on receipt_key_break
       for each statement execute function refuse_receipt_change()`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
