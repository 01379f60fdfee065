import type { EntityManager } from 'typeorm';
import type { SourceRegistration } from './register-source';

type Queries = Pick<EntityManager, 'query'>;

/** A mapping that waits for two sides; its source is not read meanwhile. */
export interface MappingWait extends SourceRegistration {
  readonly since: Date;
}

const COLUMNS =
  'source_id as id, title, version as "mappingVersion", definition, began_at as since from mapping_wait';

/** What waits, by source. */
export function mappingWaits(on: Queries): Promise<readonly MappingWait[]> {
  return on.query(`select ${COLUMNS} order by source_id`);
}

/** What waits for one source. */
export async function mappingWaitOf(on: Queries, sourceId: string): Promise<MappingWait | undefined> {
  const rows: MappingWait[] = await on.query(`select ${COLUMNS} where source_id = $1`, [sourceId]);
  return rows[0];
}

/** Text of the source file whose mapping is in use; none of a source that never had one. */
export async function mappingInUse(on: Queries, sourceId: string): Promise<string | undefined> {
  const rows: { definition: string }[] = await on.query(
    'select definition from mapping_version where source_id = $1 and active',
    [sourceId],
  );
  return rows[0]?.definition;
}

/** Versions of the mappings in use, by source: with another one nothing is read and nothing judged. */
export async function mappingsInUse(on: Queries): Promise<ReadonlyMap<string, string>> {
  const rows: { id: string; version: string }[] = await on.query(
    'select id, mapping_version as version from source',
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Records of a source that another mapping makes be judged again. */
export async function recordsToJudge(on: Queries, sourceId: string): Promise<number> {
  const rows: { n: number }[] = await on.query(
    'select count(*)::int as n from source_record where source_id = $1 and gone_at is null',
    [sourceId],
  );
  return rows[0]?.n ?? 0;
}

/** Since when it waits stays as it was while it is the same mapping. */
export async function beginWait(
  on: Queries,
  provinceId: string,
  { id, title, mappingVersion, definition }: SourceRegistration,
): Promise<void> {
  await on.query(
    `insert into mapping_wait (source_id, agency_id, title, version, definition) values ($1, $2, $3, $4, $5)
     on conflict (source_id) do update set title = excluded.title, version = excluded.version, definition = excluded.definition,
       began_at = case when mapping_wait.version = excluded.version then mapping_wait.began_at else clock_timestamp() end`,
    [id, provinceId, title, mappingVersion, definition],
  );
}
