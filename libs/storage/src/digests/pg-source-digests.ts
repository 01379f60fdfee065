import { sourceDigestId } from '@kntc/domain';
import type { DigestPassOutcome, DigestSide, NotedDigest, SourceDigestStore } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { digestColumn, positionColumn } from './digest-columns';
import { digestStatements } from './digest-statements';
import { PgDigestSide } from './pg-digest-side';

/** What a local system said; shown: one source, without what is gone there. */
const STATEMENTS = digestStatements({
  from: 'source_digest d',
  names: '',
  id: `encode(sha256(convert_to(d.local_key, 'UTF8')), 'hex')`,
  reference: 'd.local_key',
  shows: (source) => `d.source_id = ${source}::text and not exists (
    select from source_record g where g.source_id = ${source}::text and g.local_key = d.local_key and g.gone_at is not null)`,
});

const NOTE = `
  insert into source_digest (source_id, local_key, agency_id, position, digest)
  select r.source_id, r.local_key, r.agency_id, n.position, decode(n.digest, 'hex')
  from unnest($3::text[], $4::bigint[], $5::text[]) as n(local_key, position, digest)
  join source s on s.id = $1 and s.reading_no = $2
  join source_record r on r.source_id = s.id and r.local_key = n.local_key
  on conflict (source_id, local_key) do update set digest = excluded.digest, agency_id = excluded.agency_id
  where source_digest.digest <> excluded.digest or source_digest.agency_id <> excluded.agency_id`;

const FORGET_ALL = 'delete from source_digest where source_id = $1 and local_key = any($2::text[])';

const FORGET = `
  delete from source_digest d using source s
  where d.source_id = $1 and d.local_key = any($3::text[]) and s.id = d.source_id and s.reading_no = $2`;

/** {@link SourceDigestStore} on PostgreSQL. */
export class PgSourceDigests implements SourceDigestStore {
  constructor(private readonly dataSource: DataSource) {}

  async note(sourceId: string, reading: number, digests: readonly NotedDigest[]): Promise<void> {
    const said = digests.flatMap(({ localKey, digest }) =>
      digest === undefined ? [] : [{ localKey, digest }],
    );
    const unsaid = digests.filter(({ digest }) => digest === undefined);
    if (said.length > 0)
      await this.dataSource.query(NOTE, [
        sourceId,
        reading,
        said.map(({ localKey }) => localKey),
        said.map(({ localKey }) => positionColumn(sourceDigestId(localKey))),
        said.map(({ digest }) => digestColumn(digest)),
      ]);
    if (unsaid.length > 0)
      await this.dataSource.query(FORGET, [sourceId, reading, unsaid.map(({ localKey }) => localKey)]);
  }

  async forget(sourceId: string, keys: readonly string[]): Promise<void> {
    await this.dataSource.query(FORGET_ALL, [sourceId, keys]);
  }

  side(sourceId: string): DigestSide {
    return new PgDigestSide(this.dataSource, STATEMENTS, sourceId);
  }

  async isDue(sourceId: string, everyMs: number): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select 1 from source where id = $1 and (digest_pass_at is null
         or digest_pass_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000))`,
      [sourceId, everyMs],
    );
    return rows.length > 0;
  }

  async finish(sourceId: string, outcome: DigestPassOutcome): Promise<void> {
    await this.dataSource.query(
      'update source set digest_pass_at = clock_timestamp(), digest_pass = $2 where id = $1',
      [sourceId, JSON.stringify(outcome)],
    );
  }
}
