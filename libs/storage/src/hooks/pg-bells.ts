import type { DataSource } from 'typeorm';

/**
 * Nonces stay this long although the time in a message is good for minutes only: a clock that is set back must not
 * make yesterday's message new.
 */
const KEEP_NONCES = '25 hours';

/** Bells that were heard, in the database: by whichever process, and also after a restart. */
export class PgBells {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencyId: string,
  ) {}

  /**
   * Takes a genuine bell: remembers its nonce and says that the source is to be looked at, in one statement.
   * @returns `false` when the same bell was heard before; then nothing changes
   */
  async take(sourceId: string, nonce: string): Promise<boolean> {
    const rows = await this.dataSource.query<readonly { readonly taken: number }[]>(
      `with forgotten as (delete from hook_nonce where expires_at < now()),
            taken as (insert into hook_nonce (source_id, nonce, agency_id, expires_at)
                      values ($1, $2, $3, now() + $4::interval) on conflict do nothing returning 1),
            rung as (insert into source_bell (source_id, agency_id, rung_at)
                     select $1, $3, clock_timestamp() from taken
                     on conflict (source_id) do update set rung_at = clock_timestamp())
       select count(*)::int as taken from taken`,
      [sourceId, nonce, this.agencyId, KEEP_NONCES],
    );
    return rows[0]?.taken === 1;
  }

  /** When each source was last rung for; a source nobody rang for is absent. */
  async rung(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.dataSource.query<readonly { readonly id: string; readonly at: string }[]>(
      'select source_id as id, rung_at::text as at from source_bell',
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }
}
