import type { DataSource, EntityManager } from 'typeorm';
import type { AuditedAction, PgAudit } from './pg-audit';

export interface AuditedDatabase {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
}

/** What came of an action, and what the audit says of it. */
export interface Done<T> {
  readonly result: T;
  readonly entry: AuditedAction;
}

/**
 * Does something in one transaction with its link of the audit. What it returns is committed, and the witness was told,
 * before the caller sees it. @throws GatewayError `GW_T304` before anything is done when the witness cannot be used
 */
export async function audited<T>(
  { dataSource, audit }: AuditedDatabase,
  work: (manager: EntityManager) => Promise<Done<T>>,
): Promise<T> {
  await audit.ready();
  const result = await dataSource.transaction(async (manager) => {
    const done = await work(manager);
    await audit.append(manager, done.entry);
    return done.result;
  });
  await audit.committed();
  return result;
}
