import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A petition that is attached to another's case has no id of its own and yet stands at the far side: what people once entered by hand
 * says nothing of it, so the hold of 0383 leaves it alone.
 */
export class AttachedByHand1764100003840 implements MigrationInterface {
  readonly name = 'AttachedByHand1764100003840';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAY_BE_ENTERED);
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}

const MAY_BE_ENTERED = `
  create or replace function may_be_entered(record uuid, agency text) returns boolean language sql stable as $$
    select exists (select from shadow_entered e where e.agency_id = agency and exists (
      select from national_record n join source_record r on r.case_id = n.case_id
      where n.id = record and n.national_id is null and n.claimed_id is null and not n.claim_decided
        and n.attach_to is null and n.attach_id is null
        and (e.source_id = '' or e.source_id = r.source_id) and coalesce(r.received_on <= e.entered_until, true))) $$`;
