import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `account_identity.subject` holds a keyed digest instead of what the provider calls a person. Links recorded before go:
 * nobody could sign in with them yet, and the digest cannot be made here, without the key.
 */
export class IdentityCodes1764100000150 implements MigrationInterface {
  readonly name = 'IdentityCodes1764100000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('delete from account_identity');
    await runner.query('create index account_identity_of_account on account_identity (account_id)');
    await runner.query('create index sign_in_state_by_age on sign_in_state (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index sign_in_state_by_age');
    await runner.query('drop index account_identity_of_account');
  }
}
