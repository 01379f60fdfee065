import type { EntityManager } from 'typeorm';

/** A source and the mapping a process started with, which is not the one in use. */
export interface OutdatedMapping {
  readonly id: string;
  readonly mappingVersion: string;
}

/** Keeps what a process is outdated in, instead of what it said before; what no process says any more goes after a day. */
export async function noteOutdated(
  on: Pick<EntityManager, 'query'>,
  { processId, provinceId }: { readonly processId: string; readonly provinceId: string },
  outdated: readonly OutdatedMapping[],
): Promise<void> {
  await on.query(
    `with gone as (
       delete from outdated_process where (process_id = $1 and source_id <> all($3::text[]))
         or seen_at < clock_timestamp() - interval '1 day')
     insert into outdated_process (process_id, agency_id, source_id, mapping_version)
     select $1, $2, o.id, o.version from unnest($3::text[], $4::text[]) o(id, version)
     on conflict (process_id, source_id) do update set mapping_version = excluded.mapping_version,
       seen_at = clock_timestamp()`,
    [
      processId,
      provinceId,
      outdated.map(({ id }) => id),
      outdated.map(({ mappingVersion }) => mappingVersion),
    ],
  );
}
