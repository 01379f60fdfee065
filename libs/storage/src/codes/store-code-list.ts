import { canonicalJson, codeListChange, sha256 } from '@kntc/domain';
import type { CodeListChange, CodeListEntry, CodeListFetch } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** Takes a fetched list: the first is in use at once, a changed one waits, one that is as in use ends the wait. */
export async function storeCodeList(
  dataSource: DataSource,
  agencyId: string,
  list: number,
  fetched: readonly CodeListEntry[],
): Promise<CodeListFetch> {
  const hash = codeListVersion(fetched);
  return dataSource.transaction(async (manager): Promise<CodeListFetch> => {
    await lockList(manager, list);
    const current = await activeVersion(manager, list);
    if (current === undefined) {
      await useCodeList(manager, { agencyId, list, entries: fetched });
      return 'in-use';
    }
    if (current.sha256 !== hash) return beginWait(manager, { agencyId, list, entries: fetched });
    await manager.query('delete from code_list_wait where list = $1', [list]);
    return 'unchanged';
  });
}

/** Whoever changes a list or what waits for it waits for others that do. */
export async function lockList(on: Queries, list: number): Promise<void> {
  await on.query('select pg_advisory_xact_lock(5410703, $1)', [list]);
}

/** Hash of what a list says, in whatever order. */
export function codeListVersion(fetched: readonly CodeListEntry[]): string {
  const entries = [...new Map(fetched.map(({ code, name }) => [code, { code, name }])).values()];
  return sha256(canonicalJson(entries.toSorted((a, b) => (a.code < b.code ? -1 : 1))));
}

/** Entries of the list in use. */
export function entriesInUse(on: Queries, list: number): Promise<readonly CodeListEntry[]> {
  return on.query('select code, name from code_entry where list = $1 and valid_until is null order by code', [
    list,
  ]);
}

export interface NewCodeList {
  readonly agencyId: string;
  readonly list: number;
  readonly entries: readonly CodeListEntry[];
  /** First day of the new list where a person said so; then what came in is not valid before. */
  readonly fromDay?: string | undefined;
}

/** Puts a list into use. What left it, or has another name, ends the day before `fromDay`, or before today. */
export async function useCodeList(
  manager: EntityManager,
  { agencyId, list, entries, fromDay }: NewCodeList,
): Promise<CodeListChange> {
  const change = codeListChange(await entriesInUse(manager, list), entries);
  const version = ((await activeVersion(manager, list))?.version ?? 0) + 1;
  await manager.query(
    `update code_entry set valid_until = clock_timestamp(), until_version = $3,
       until_day = coalesce($4::date, (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date) - 1
     where list = $1 and code = any($2) and valid_until is null`,
    [list, [...change.removed, ...change.renamed].map(({ code }) => code), version, fromDay ?? null],
  );
  const renamed = change.renamed.map(({ code, to }) => ({ code, name: to, from: null }));
  const added = change.added.map((entry) => ({ ...entry, from: fromDay ?? null }));
  await insertEntries(manager, { agencyId, list, version }, [...added, ...renamed]);
  await manager.query('update code_list_version set active = false where list = $1 and active', [list]);
  await manager.query(
    'insert into code_list_version (list, version, agency_id, sha256, entries, active) values ($1, $2, $3, $4, $5, true)',
    [list, version, agencyId, codeListVersion(entries), entries.length],
  );
  await manager.query('delete from code_list_wait where list = $1', [list]);
  return change;
}

async function activeVersion(
  on: Queries,
  list: number,
): Promise<{ version: number; sha256: string } | undefined> {
  const rows: { version: number; sha256: string }[] = await on.query(
    'select version, sha256 from code_list_version where list = $1 and active',
    [list],
  );
  return rows[0];
}

interface Begun {
  readonly code: string;
  readonly name: string;
  readonly from: string | null;
}

async function insertEntries(
  on: Queries,
  { agencyId, list, version }: { agencyId: string; list: number; version: number },
  rows: readonly Begun[],
): Promise<void> {
  await on.query(
    `insert into code_entry (list, code, name, agency_id, since_version, from_day)
     select $1, code, name, $2, $3, from_day from unnest($4::text[], $5::text[], $6::date[]) as e(code, name, from_day)`,
    [
      list,
      agencyId,
      version,
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.from),
    ],
  );
}

/** Since when it waits stays as it was while it is the same content. */
async function beginWait(on: Queries, { agencyId, list, entries }: NewCodeList): Promise<CodeListFetch> {
  const begun: { is_new: boolean }[] = await on.query(
    `with before as (select sha256 from code_list_wait where list = $1)
     insert into code_list_wait (list, agency_id, sha256, entries) values ($1, $2, $3, $4)
     on conflict (list) do update set sha256 = excluded.sha256, entries = excluded.entries,
       began_at = case when code_list_wait.sha256 = excluded.sha256 then code_list_wait.began_at else clock_timestamp() end
     returning (select sha256 from before) is distinct from sha256 as is_new`,
    [list, agencyId, codeListVersion(entries), JSON.stringify(entries)],
  );
  return begun[0]?.is_new === true ? 'waits' : 'still-waits';
}
