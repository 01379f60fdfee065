import { canonicalJson, sha256 } from '@kntc/domain';
import type { CodeListDiff, CodeListEntry } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * Stores a fetched list: entries that vanished or were renamed end their validity, new ones begin theirs. Of a code
 * that the far side names twice the last name counts.
 */
export async function storeCodeList(
  dataSource: DataSource,
  agencyId: string,
  list: number,
  fetched: readonly CodeListEntry[],
): Promise<CodeListDiff> {
  const entries = [...new Map(fetched.map((entry) => [entry.code, entry])).values()];
  const hash = sha256(canonicalJson(entries.toSorted((a, b) => (a.code < b.code ? -1 : 1))));
  return dataSource.transaction(async (manager) => {
    await manager.query('select pg_advisory_xact_lock(5410703, $1)', [list]);
    const current = await activeVersion(manager, list);
    if (current?.sha256 === hash)
      return { list, version: current.version, added: [], removed: [], renamed: [] };
    const version = (current?.version ?? 0) + 1;
    const diff = { list, version, ...compare(await currentNames(manager, list), entries) };
    await closeEntries(manager, diff);
    await insertEntries(manager, agencyId, diff, entries);
    await manager.query('update code_list_version set active = false where list = $1 and active', [list]);
    await manager.query(
      'insert into code_list_version (list, version, agency_id, sha256, entries, active) values ($1, $2, $3, $4, $5, true)',
      [list, version, agencyId, hash, entries.length],
    );
    return diff;
  });
}

async function activeVersion(
  manager: EntityManager,
  list: number,
): Promise<{ version: number; sha256: string } | undefined> {
  const rows: { version: number; sha256: string }[] = await manager.query(
    'select version, sha256 from code_list_version where list = $1 and active',
    [list],
  );
  return rows[0];
}

async function currentNames(manager: EntityManager, list: number): Promise<ReadonlyMap<string, string>> {
  const rows: { code: string; name: string }[] = await manager.query(
    'select code, name from code_entry where list = $1 and valid_until is null',
    [list],
  );
  return new Map(rows.map((row) => [row.code, row.name]));
}

function compare(
  before: ReadonlyMap<string, string>,
  entries: readonly CodeListEntry[],
): Pick<CodeListDiff, 'added' | 'removed' | 'renamed'> {
  const now = new Map(entries.map((entry) => [entry.code, entry.name]));
  return {
    added: [...now.keys()].filter((code) => !before.has(code)),
    removed: [...before.keys()].filter((code) => !now.has(code)),
    renamed: [...now]
      .filter(([code, name]) => before.has(code) && before.get(code) !== name)
      .map(([code]) => code),
  };
}

async function closeEntries(manager: EntityManager, diff: CodeListDiff): Promise<void> {
  await manager.query(
    `update code_entry set valid_until = clock_timestamp(), until_version = $3
     where list = $1 and code = any($2) and valid_until is null`,
    [diff.list, [...diff.removed, ...diff.renamed], diff.version],
  );
}

async function insertEntries(
  manager: EntityManager,
  agencyId: string,
  diff: CodeListDiff,
  entries: readonly CodeListEntry[],
): Promise<void> {
  const fresh = new Set([...diff.added, ...diff.renamed]);
  const rows = entries.filter((entry) => fresh.has(entry.code));
  await manager.query(
    `insert into code_entry (list, code, name, agency_id, since_version)
     select $1, code, name, $2, $3 from unnest($4::text[], $5::text[]) as e(code, name)`,
    [diff.list, agencyId, diff.version, rows.map((row) => row.code), rows.map((row) => row.name)],
  );
}
