import type { EntityManager } from 'typeorm';
import { visible, type RowScope } from './row-scope';

/** One record: by the reference of its national record, or by its place at the source. */
export type NamedRecord =
  { readonly reference: string } | { readonly sourceId: string; readonly localKey: string };

/** Whether somebody may know of a record at all; of one that is not there nobody does. */
export async function mayKnowOf(
  manager: Pick<EntityManager, 'query'>,
  scope: RowScope,
  record: NamedRecord,
): Promise<boolean> {
  if (scope === 'everything') return true;
  const named = 'reference' in record ? [record.reference] : [record.sourceId, record.localKey];
  const found = 'reference' in record ? 's.reference = $1' : 's.source_id = $1 and s.local_key = $2';
  const seen = visible(scope, named.length + 1);
  const rows: unknown[] = await manager.query(
    `select 1 from record_standing s where ${found} and ${seen.sql} limit 1`,
    [...named, ...seen.values],
  );
  return rows.length > 0;
}
