import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Denunciations that an older gateway accepted under `withheld` and that are still to be sent were never compared with the
 * open fields of their own case. Until they are judged again, seconds after the start, none of them counts as accepted, so
 * nothing of them leaves. What is in flight or unknown stays as it is: its bytes have left.
 */
export class DenunciationsJudgedAgain1764100000172 implements MigrationInterface {
  readonly name = 'DenunciationsJudgedAgain1764100000172';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update source_record r set judged_with = '', class = 'waiting', reasons = '[{"code": "NO_IDENTITY_POLICY", "field": ""}]'
       where r.class = 'accepted' and exists (
         select from case_file f join national_record n on n.case_id = f.id join outbox o on o.national_record_id = n.id
         where f.id = r.case_id and f.kind = 'TC' and n.identity_policy = 'withheld' and o.state = 'due')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Nothing to take back: the records were judged again.');
  }
}
