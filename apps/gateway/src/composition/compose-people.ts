import type { Clock, RecordSeals } from '@kntc/domain';
import { loadAccess, randomIds } from '@kntc/platform';
import type { Province } from '@kntc/platform';
import { PgAccess, PgAuditView, PgCaseViews, PgUnmask } from '@kntc/storage';
import type { PgAudit } from '@kntc/storage';

/** What people may look at, within what each of them may see. */
export interface People {
  readonly access: PgAccess;
  readonly cases: PgCaseViews;
  readonly unmask: PgUnmask;
  readonly auditView: PgAuditView;
}

interface Ground {
  readonly dataSource: ConstructorParameters<typeof PgAccess>[0];
  readonly seals: RecordSeals;
  readonly province: Province;
}

interface Around {
  readonly audit: PgAudit;
  readonly clock: Clock;
  readonly configDir: string;
}

/** Composes the stores behind the API's single cases, and tells the database who stands above whom. */
export async function composePeople(
  { dataSource, seals, province }: Ground,
  { audit, clock, configDir }: Around,
): Promise<People> {
  const { unmaskDailyCap: dailyCap } = loadAccess(configDir);
  const access = new PgAccess(dataSource, randomIds, province.id, audit);
  await access.registerHierarchy(province.superiors);
  const tools = { dataSource, audit, seals, ids: randomIds, clock, provinceId: province.id, dailyCap };
  return {
    access,
    cases: new PgCaseViews(dataSource, seals),
    unmask: new PgUnmask(tools),
    auditView: new PgAuditView(dataSource),
  };
}
