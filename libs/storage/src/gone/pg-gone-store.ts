import type { BegunPass, GoneStore, PassOutcome, StoredKey } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** {@link GoneStore} on PostgreSQL. */
export class PgGoneStore implements GoneStore {
  constructor(private readonly dataSource: DataSource) {}

  async begin(sourceId: string, everyMs: number): Promise<BegunPass | undefined> {
    const rows: { started_at: string; confirmed: number | null }[] = await this.dataSource.query(
      `select clock_timestamp()::text as started_at, gone_confirmed as confirmed from source
       where id = $1 and (key_pass_at is null
         or key_pass_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000))`,
      [sourceId, everyMs],
    );
    const row = rows[0];
    return row && { startedAt: row.started_at, confirmedMissing: row.confirmed ?? 0 };
  }

  async stood(
    sourceId: string,
    startedAt: string,
    afterId: string,
    limit: number,
  ): Promise<readonly StoredKey[]> {
    return this.dataSource.query(
      `select id, local_key as "localKey", gone_at is not null as "isGone" from source_record
       where source_id = $1 and id > $3 and judged_at < $2::timestamptz order by id limit $4`,
      [sourceId, startedAt, afterId, limit],
    );
  }

  async flag(marks: {
    readonly startedAt: string;
    readonly gone: readonly string[];
    readonly back: readonly string[];
  }): Promise<void> {
    await this.dataSource.query(
      `update source_record set gone_at = case when id = any($1::bigint[]) then clock_timestamp() end
       where (id = any($1::bigint[]) or id = any($2::bigint[])) and judged_at < $3::timestamptz`,
      [marks.gone, marks.back, marks.startedAt],
    );
  }

  async finish(sourceId: string, startedAt: string, outcome: PassOutcome): Promise<void> {
    const { missing, stood } = outcome.kind === 'suspicious' ? outcome : { missing: null, stood: null };
    await this.dataSource.query(
      `update source set key_pass_at = $2::timestamptz, gone_missing = $3, gone_stood = $4, gone_confirmed = null
       where id = $1`,
      [sourceId, startedAt, missing, stood],
    );
  }
}
