import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit chain: rows are added and never touched again, not even by our own account. */
export class Audit1764100000080 implements MigrationInterface {
  readonly name = 'Audit1764100000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table audit_entry (
         seq bigint primary key, hash text not null, at timestamptz not null, agency_id text not null, actor text not null,
         approver text, action text not null, target text not null, reason text not null, result text not null)`,
    );
    await runner.query(
      `create function refuse_audit_change() returns trigger language plpgsql as
         $$ begin raise exception 'audit_entry only grows'; end $$`,
    );
    await runner.query(
      `create trigger audit_entry_only_grows before update or delete or truncate on audit_entry
         for each statement execute function refuse_audit_change()`,
    );
  }

  async down(): Promise<void> {
    throw new Error('The audit is never taken away: an older gateway runs with the table.');
  }
}
