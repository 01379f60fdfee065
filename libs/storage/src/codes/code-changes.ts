import type { CrosswalkRow } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { versionOf } from './pg-configuration';

type Queries = Pick<EntityManager, 'query'>;

/** A local code of a source. */
export type CodeOfSource = Pick<CrosswalkRow, 'sourceId' | 'list' | 'localCode'>;

/** A code that people changed one by one, and that an import of the folder would change back. */
export interface UndoneCode extends CodeOfSource {
  readonly inUse: readonly CrosswalkRow[];
  readonly inFolder: readonly CrosswalkRow[];
}

/** Remembers that a code is not what the folder says. */
export async function noteCodeChange(
  on: Queries,
  agencyId: string,
  { sourceId, list, localCode }: CodeOfSource,
): Promise<void> {
  await on.query(
    `insert into crosswalk_code_change (agency_id, source_id, list, local_code) values ($1, $2, $3, $4)
     on conflict (source_id, list, local_code) do update set changed_at = clock_timestamp()`,
    [agencyId, sourceId, list, localCode],
  );
}

/** The folder says what is in use, or people saw the difference. */
export async function forgetCodeChanges(on: Queries): Promise<void> {
  await on.query('delete from crosswalk_code_change');
}

/** Changed codes of which the folder does not say what is in use. */
export async function undoneBy(
  on: Queries,
  { folder, inUse }: { readonly folder: readonly CrosswalkRow[]; readonly inUse: readonly CrosswalkRow[] },
): Promise<readonly UndoneCode[]> {
  const changed: CodeOfSource[] = await on.query(
    `select source_id as "sourceId", list, local_code as "localCode" from crosswalk_code_change order by 1, 2, 3`,
  );
  return changed.flatMap((code) => {
    const isOf = (row: CrosswalkRow): boolean =>
      row.sourceId === code.sourceId && row.list === code.list && row.localCode === code.localCode;
    const one = { ...code, inUse: inUse.filter(isOf), inFolder: folder.filter(isOf) };
    return versionOf(one.inUse) === versionOf(one.inFolder) ? [] : [one];
  });
}
