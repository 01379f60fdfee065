import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AWAITS_A_FILE } from '../intake/files-awaited';

/** Records that wait for a file are looked at often: they are few, and an index of their own finds them. */
export class FilesAwaited1764100000050 implements MigrationInterface {
  readonly name = 'FilesAwaited1764100000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index if not exists source_record_awaits_file on source_record (source_id, id) where ${AWAITS_A_FILE}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index if exists source_record_awaits_file');
  }
}
