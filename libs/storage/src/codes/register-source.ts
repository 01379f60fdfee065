import type { EntityManager } from 'typeorm';
import { beginWatch } from '../brakes/delivery-watch';

export interface SourceRegistration {
  readonly id: string;
  readonly title: string;
  readonly mappingVersion: string;
  /** Text of the source file, kept with its version for ever. */
  readonly definition: string;
}

/**
 * Registers a source, puts its mapping into use and keeps every version ever used. A new mapping may need columns that were
 * not read before: the source is read again from the start, and what a reading with the one before still brings is not taken.
 */
export async function registerSource(
  manager: Pick<EntityManager, 'query'>,
  provinceId: string,
  { id, title, mappingVersion, definition }: SourceRegistration,
): Promise<void> {
  const before: { mapping_version: string }[] = await manager.query(
    'select mapping_version from source where id = $1 for update',
    [id],
  );
  const isNewMapping = before[0] !== undefined && before[0].mapping_version !== mappingVersion;
  await manager.query(
    `insert into source (id, agency_id, title, mapping_version) values ($1, $2, $3, $4)
     on conflict (id) do update set title = excluded.title, mapping_version = excluded.mapping_version,
       cursor = case when $5 then null else source.cursor end,
       reading_no = source.reading_no + $5::int, reading_until = case when $5 then null else source.reading_until end`,
    [id, provinceId, title, mappingVersion, isNewMapping],
  );
  await manager.query(
    'update mapping_version set active = false where source_id = $1 and version <> $2 and active',
    [id, mappingVersion],
  );
  await manager.query(
    `insert into mapping_version (source_id, version, agency_id, definition, active) values ($1, $2, $3, $4, true)
     on conflict (source_id, version) do update set active = true`,
    [id, mappingVersion, provinceId, definition],
  );
  if (isNewMapping) await beginWatch(manager, provinceId, { what: 'mapping', target: id });
}
