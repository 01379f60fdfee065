import type { AccessEntry } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgAudit } from '../audit/pg-audit';

export interface AuditedTools {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
  /** Accounts are the province's own; its id stands as agency of the entry. */
  readonly provinceId: string;
}

/**
 * One transaction that does something and says so in the audit, as its last statement. The work answers whether there is
 * anything to say: what changed nothing leaves no entry.
 */
export async function auditedChange(
  { dataSource, audit, provinceId }: AuditedTools,
  entry: AccessEntry,
  work: (manager: EntityManager) => Promise<boolean>,
): Promise<boolean> {
  await audit.ready();
  const isDone = await dataSource.transaction(async (manager) => {
    const done = await work(manager);
    if (done) await audit.append(manager, { ...entry, agencyId: provinceId });
    return done;
  });
  if (isDone) await audit.committed();
  return isDone;
}
