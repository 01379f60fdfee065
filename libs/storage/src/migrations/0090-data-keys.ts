import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A data key for every record, wrapped by a key-encryption key. Records from before have none and open with the key file
 * as they did. `kek` has no foreign key: a check per row would cost intake more than sealing it; that no row is written
 * under a key which is being retired is the work of the lock on `key_encryption_key` (`KeyRegister`).
 */
export class DataKeys1764100000090 implements MigrationInterface {
  readonly name = 'DataKeys1764100000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table source_record add column data_key bytea, add column kek text,
         add constraint source_record_data_key_check check ((data_key is null) = (kek is null)) not valid,
         alter column data_key set storage plain, alter column data_key set statistics 0`,
    );
    await runner.query(
      `create table key_encryption_key (
         id text primary key, agency_id text not null, active boolean not null, probe bytea not null,
         added_at timestamptz not null default clock_timestamp(), retired_at timestamptz,
         check (not (active and retired_at is not null)))`,
    );
    await runner.query(
      'create unique index key_encryption_key_active on key_encryption_key (active) where active',
    );
  }

  async down(): Promise<void> {
    throw new Error('What was sealed since opens only with these columns: an older gateway cannot read it.');
  }
}
