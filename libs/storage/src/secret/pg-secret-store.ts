import type { SecretStore } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** How many secret records of a source were first seen on a day (Vietnam). */
export interface SecretCount {
  readonly source: string;
  /** `yyyy-MM-dd`. */
  readonly day: string;
  readonly records: number;
}

const TODAY = "(clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date";

/** {@link SecretStore} on PostgreSQL. */
export class PgSecretStore implements SecretStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provinceId: string,
  ) {}

  async note(sourceId: string, secret: readonly string[], open: readonly string[]): Promise<void> {
    if (secret.length > 0)
      await this.dataSource.query(
        `insert into secret_record as s (source_id, key_digest, agency_id, first_day, last_day)
         select $1, digest, $3, ${TODAY}, ${TODAY} from unnest($2::text[]) as k(digest) order by digest
         on conflict (source_id, key_digest) do update set last_day = excluded.last_day
         where s.last_day < excluded.last_day`,
        [sourceId, secret, this.provinceId],
      );
    if (open.length > 0)
      await this.dataSource.query('delete from secret_record where source_id = $1 and key_digest = any($2)', [
        sourceId,
        open,
      ]);
  }
}

/** By source and day, newest day first. */
export async function secretCounts(dataSource: DataSource): Promise<readonly SecretCount[]> {
  return dataSource.query(
    `select source_id as source, first_day::text as day, count(*)::int as records from secret_record
     group by source_id, first_day order by first_day desc, source_id`,
  );
}

/** Which of these digests are secret records of a source. */
export async function secretAmong(
  dataSource: DataSource,
  sourceId: string,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { digest: string }[] = await dataSource.query(
    'select key_digest as digest from secret_record where source_id = $1 and key_digest = any($2)',
    [sourceId, digests],
  );
  return new Set(rows.map(({ digest }) => digest));
}
