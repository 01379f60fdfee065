import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that were made for a machine: nobody signs in as one, it decides nothing, an administrator makes its tokens. */
export class MachineAccounts1764100000210 implements MigrationInterface {
  readonly name = 'MachineAccounts1764100000210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table account add column is_machine boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table account drop column is_machine');
  }
}
