import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An identity policy is recorded by one person and confirmed by another: what is recorded waits here and counts for
 * nothing until then. `attempt.disclosure` says how much of a petition was in the bytes that left; older attempts lack
 * it, and the policy of their time is asked instead.
 */
export class PolicyProposals1764100000140 implements MigrationInterface {
  readonly name = 'PolicyProposals1764100000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table if not exists policy_proposal (
         id uuid primary key, agency_id text not null,
         policy text not null check (policy in ('not-read', 'withheld', 'transmitted')),
         document_no text not null, document_date date not null, signatory text not null,
         proposed_by text not null, proposed_at timestamptz not null default clock_timestamp(),
         state text not null default 'pending' check (state in ('pending', 'confirmed', 'withdrawn')),
         decided_by text, decided_at timestamptz,
         check ((state = 'pending') = (decided_by is null)),
         check (state <> 'confirmed' or lower(decided_by) <> lower(proposed_by)))`,
    );
    await runner.query(
      `create unique index if not exists policy_proposal_pending on policy_proposal ((true)) where state = 'pending'`,
    );
    await runner.query(
      `alter table attempt add column if not exists disclosure text check (disclosure in ('full', 'withheld'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
