import type { DataSource, EntityManager } from 'typeorm';

/** What still needs a key-encryption key. */
export interface KeyUsage {
  /** Records whose data key it wraps. */
  readonly records: number;
  /** Records and case versions sealed before there were data keys, with the key this one came with. */
  readonly oldRecords: number;
  readonly oldVersions: number;
}

/** Sealed values of version 1. Only the first byte is read, also of long values outside their row. */
export const IS_OLD_VERSION = `(substring(v.plain from 1 for 1) = '\\x01'::bytea or substring(v.secret from 1 for 1) = '\\x01'::bytea)`;

/** By key-encryption key; reads every record and every version, which takes seconds at a million. */
export async function keyUsage(
  dataSource: DataSource,
  firstKek: string,
): Promise<ReadonlyMap<string, KeyUsage>> {
  const rows: { kek: string | null; records: string }[] = await dataSource.query(
    'select kek, count(*) as records from source_record group by kek',
  );
  const old = rows.find(({ kek }) => kek === null);
  const first = { oldRecords: Number(old?.records ?? 0), oldVersions: await oldVersions(dataSource) };
  const usage = new Map<string, KeyUsage>([[firstKek, { records: 0, ...first }]]);
  for (const { kek, records } of rows)
    if (kek !== null)
      usage.set(kek, {
        ...(usage.get(kek) ?? { oldRecords: 0, oldVersions: 0 }),
        records: Number(records),
      });
  return usage;
}

export async function oldVersions(dataSource: DataSource): Promise<number> {
  const rows: { count: string }[] = await dataSource.query(
    `select count(*) from case_version v where ${IS_OLD_VERSION}`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Whether any record is wrapped with it, or sealed with the key it came with. */
export async function isStillUsed(manager: EntityManager, kek: string, firstKek: string): Promise<boolean> {
  const rows: { used: boolean }[] = await manager.query(
    'select exists (select from source_record where kek = $1 or ($2::boolean and kek is null)) as used',
    [kek, kek === firstKek],
  );
  return rows[0]?.used ?? true;
}
