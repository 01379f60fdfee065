import { auditKeeping, loadKeyFile } from '@kntc/confidentiality';
import {
  addressGuardOf,
  keyFileOf,
  randomIds,
  systemClock,
  witnessHttp,
  witnessPlaces,
} from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import { PgApprovals, PgAudit, PgPolicies, connect, createDataSource, migrate } from '@kntc/storage';

export interface AuditedDatabase {
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly audit: PgAudit;
}

/** Opens the database of the gateway for what is done in the place of a person, on record like everything else. */
export async function withAudit<T>(
  databaseUrl: string,
  environment: Environment,
  work: (database: AuditedDatabase) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource(databaseUrl, 2);
  await connect(dataSource);
  try {
    await migrate(dataSource);
    const keys = loadKeyFile(keyFileOf(environment), { createIfMissing: environment.keyFile === undefined });
    const places = witnessPlaces(environment, databaseUrl);
    const addresses = await addressGuardOf(environment, databaseUrl);
    const keeping = auditKeeping(keys, places, witnessHttp(addresses, places));
    return await work({ dataSource, audit: new PgAudit(dataSource, { ...keeping, clock: systemClock }) });
  } finally {
    await dataSource.destroy();
  }
}

/**
 * The decision a real province takes by document, recorded for the demo province: identities of denouncers are
 * withheld. Recorded once; whatever a person records later stands.
 */
export async function recordDemoPolicy(
  databaseUrl: string,
  provinceId: string,
  environment: Environment,
): Promise<void> {
  await withAudit(databaseUrl, environment, async ({ dataSource, audit }) => {
    const policies = new PgPolicies({
      dataSource,
      ids: randomIds,
      provinceId,
      audit,
      approvals: new PgApprovals(systemClock, { requireAccounts: 'both-sides-exist', requireProof: false }),
    });
    if ((await policies.current()) !== undefined) return;
    await policies.record({
      policy: 'withheld',
      documentNo: '01/QĐ-MÔPHỎNG',
      documentDate: '2026-01-05',
      signatory: 'Chánh Thanh tra tỉnh (mô phỏng)',
      recordedBy: 'demo-thanh-tra',
      secondPerson: 'demo-cong-nghe-thong-tin',
    });
  });
}
