import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Delegations end early and exclusions are lifted, both by two people. `access_rule` remembers for ever that both sides had
 * accounts: taking a role away again must not bring typed names back.
 */
export class Approvals1764100000160 implements MigrationInterface {
  readonly name = 'Approvals1764100000160';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const STATEMENTS = [
  `alter table delegation add column ended_at timestamptz, add column ended_by text, add column end_confirmed_by text`,
  `alter table case_exclusion add column lifted_at timestamptz, add column lifted_by text, add column lift_confirmed_by text`,
  `create table access_rule (
     id text primary key, agency_id text not null, since timestamptz not null default clock_timestamp())`,
  `insert into access_rule (id, agency_id)
   select 'accounts-decide', min(agency_id) from account
   having count(*) filter (where 'approver' = any(roles)) > 0 and count(*) filter (where 'config-admin' = any(roles)) > 0`,
  // As before (0110), without what was lifted.
  `create or replace view case_barrier as
   select case_id, account_id, excluded_agency as barred_agency from case_exclusion where lifted_at is null
   union select d.case_id, p.account_id, null from case_denounced d join account_person p on d.digest = any(p.digests)
   union select d.case_id, null, p.agency_id from case_denounced d
     join account_person p on d.digest = any(p.digests) and p.position in ('head', 'deputy')`,
];
