import type { AccessRules, Clock, RecordSeals } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import type { Province } from '@kntc/platform';
import { PgAccess, PgAuditView, PgCaseReading, PgCaseViews, PgUnmask } from '@kntc/storage';
import type { PgApprovals, PgAudit } from '@kntc/storage';

/** What people may look at, within what each of them may see. */
export interface People {
  readonly access: PgAccess;
  readonly reading: PgCaseReading;
  readonly unmask: PgUnmask;
  readonly auditView: PgAuditView;
}

interface Ground {
  readonly dataSource: ConstructorParameters<typeof PgAccess>[0]['dataSource'];
  readonly seals: RecordSeals;
  readonly province: Province;
}

interface Around {
  readonly audit: PgAudit;
  readonly clock: Clock;
  readonly accessRules: AccessRules;
  readonly approvals: PgApprovals;
}

/** Composes the stores behind the API's single cases, and tells the database who stands above whom. */
export async function composePeople(
  { dataSource, seals, province }: Ground,
  { audit, clock, accessRules, approvals }: Around,
): Promise<People> {
  const { unmaskDailyCap: dailyCap } = accessRules;
  const access = new PgAccess({ dataSource, ids: randomIds, provinceId: province.id, audit, approvals });
  await access.registerHierarchy(province.superiors);
  const tools = { dataSource, audit, seals, ids: randomIds, clock, provinceId: province.id, dailyCap };
  return {
    access,
    reading: new PgCaseReading({
      dataSource,
      audit,
      views: new PgCaseViews(dataSource, seals),
      provinceId: province.id,
    }),
    unmask: new PgUnmask(tools),
    auditView: new PgAuditView(dataSource),
  };
}
