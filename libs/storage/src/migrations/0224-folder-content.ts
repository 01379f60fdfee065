import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the configuration folder said at the last start about where, when and under whose code is sent: a change is told of. */
export class FolderContent1764100000224 implements MigrationInterface {
  readonly name = 'FolderContent1764100000224';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table folder_content (
         file text primary key, agency_id text not null, content jsonb not null, changes text[] not null default '{}',
         by_accounts boolean not null default false, changed_at timestamptz not null default clock_timestamp())`,
    );
  }

  async down(): Promise<void> {
    throw new Error('This migration only adds: an older gateway runs with it.');
  }
}
