import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may see and decide which case: whose account is whose, written delegations, exclusions. Accounts stand here by
 * their id only; a person by keyed digests of number and name.
 */
export class CaseAccess1764100000110 implements MigrationInterface {
  readonly name = 'CaseAccess1764100000110';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...VIEWS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error(
      'This migration only adds tables and columns of a view: an older gateway runs with them.',
    );
  }
}

const TABLES = [
  // A copy of agencies.yaml, so that SQL knows who stands above whom.
  `create table agency_superior (agency_id text primary key, superior_id text not null)`,
  `create table account_person (
     account_id uuid primary key, agency_id text not null,
     position text not null check (position in ('head', 'deputy', 'officer')), digests text[] not null,
     recorded_by text not null, second_person text not null, reason text not null,
     recorded_at timestamptz not null default clock_timestamp())`,
  `create table delegation (
     id uuid primary key, agency_id text not null, account_id uuid not null, document_no text not null,
     valid_from date not null, valid_until date not null check (valid_until >= valid_from),
     recorded_by text not null, second_person text not null, reason text not null,
     recorded_at timestamptz not null default clock_timestamp())`,
  `create index delegation_account on delegation (account_id)`,
  // Keyed digests of whom a denunciation denounces.
  `create table case_denounced (
     case_id uuid not null references case_file, agency_id text not null, digest text not null,
     primary key (case_id, digest))`,
  `create index case_denounced_digest on case_denounced (digest)`,
  `create table case_exclusion (
     id uuid primary key, agency_id text not null, case_id uuid not null references case_file,
     account_id uuid, excluded_agency text, reason text not null, recorded_by text not null, second_person text not null,
     recorded_at timestamptz not null default clock_timestamp(),
     check (num_nonnulls(account_id, excluded_agency) = 1))`,
  `create index case_exclusion_case on case_exclusion (case_id)`,
];

const VIEWS = [
  // Who must not know of a case: as recorded by people, and whoever is denounced; with head or deputy the whole agency.
  `create view case_barrier as
   select case_id, account_id, excluded_agency as barred_agency from case_exclusion
   union select d.case_id, p.account_id, null from case_denounced d join account_person p on d.digest = any(p.digests)
   union select d.case_id, null, p.agency_id from case_denounced d
     join account_person p on d.digest = any(p.digests) and p.position in ('head', 'deputy')`,
  // Which agency decides instead of an excluded one: the first above it that is not excluded itself (art. 12–13).
  `create view case_route as
   with recursive up (case_id, agency_id) as (
     select b.case_id, s.superior_id from case_barrier b
     join national_record n on n.case_id = b.case_id and n.agency_id = b.barred_agency
     join agency_superior s on s.agency_id = b.barred_agency
     union
     select up.case_id, s.superior_id from up
     join case_barrier b on b.case_id = up.case_id and b.barred_agency = up.agency_id
     join agency_superior s on s.agency_id = up.agency_id)
   select case_id, agency_id from up
   where not exists (select from case_barrier b where b.case_id = up.case_id and b.barred_agency = up.agency_id)`,
  // As before (0002), with two columns at its end: the case, and the agency whose record it is although the newest row
  // of the source could not be judged.
  `create or replace view record_standing as
   select r.id, r.agency_id, r.source_id, r.local_key, r.reasons, r.judged_at, f.kind, n.id as national_record_id,
     n.reference, n.national_id, o.state as outbox_state, o.due_at, o.hold_code, o.hold_detail, o.hold_step, o.hold_ordinal,
     o.changed_at,
     case
       when o.state in ('unknown', 'held') then o.state
       when r.class <> 'accepted' then r.class
       when o.state = 'done' then 'confirmed'
       when o.state in ('due', 'in_flight') then 'waiting'
     end as class,
     r.gone_at, r.case_id, coalesce(n.agency_id, r.agency_id) as owner_id
   from source_record r
   left join case_file f on f.id = r.case_id
   left join national_record n on n.case_id = r.case_id
   left join outbox o on o.national_record_id = n.id`,
];
