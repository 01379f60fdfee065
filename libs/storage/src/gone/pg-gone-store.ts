import type { BegunPass, GoneStore, PassOutcome, StoredKeys } from '@kntc/domain';
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

  async stood(sourceId: string, startedAt: string, afterId: string, limit: number): Promise<StoredKeys> {
    // The page is cut by id alone: with the source in the condition, a planner without statistics would sort all rows
    // of the source for every page.
    const rows: { id: string; local_key: string | null; is_gone: boolean }[] = await this.dataSource.query(
      `select id, case when source_id = $1 and judged_at < $2::timestamptz then local_key end as local_key,
         gone_at is not null as is_gone
       from (select * from source_record where id > $3 order by id limit $4) r`,
      [sourceId, startedAt, afterId, limit],
    );
    const keys = rows.flatMap(({ id, local_key: localKey, is_gone: isGone }) =>
      localKey === null ? [] : [{ id, localKey, isGone }],
    );
    return { keys, next: rows.length < limit ? undefined : rows.at(-1)?.id };
  }

  async flag(marks: {
    readonly startedAt: string;
    readonly gone: readonly string[];
    readonly back: readonly string[];
  }): Promise<void> {
    const ids = [...marks.gone, ...marks.back];
    // A join, not `id = any`: by it the planner goes through the key, whatever it thinks of the table's size.
    await this.dataSource.query(
      `update source_record r set gone_at = case when m.gone then clock_timestamp() end
       from unnest($1::bigint[], $2::boolean[]) as m(id, gone) where r.id = m.id and r.judged_at < $3::timestamptz`,
      [ids, ids.map((_id, index) => index < marks.gone.length), marks.startedAt],
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
