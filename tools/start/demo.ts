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
import {
  PgApprovals,
  PgAudit,
  PgCampaigns,
  PgPolicies,
  campaigns,
  connect,
  createDataSource,
  migrate,
} from '@kntc/storage';

const DEMO_PEOPLE = ['demo-thanh-tra', 'demo-cong-nghe-thong-tin'] as const;
/** The demo's first load: more than its petitions, for as long as a demo lives. */
const DEMO_CAMPAIGN = { documentNo: '02/KH-MÔPHỎNG', quota: 20_000, lastDay: '2099-12-31' } as const;

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
 * The decisions a real province takes by documents, recorded for the demo province: identities of denouncers are
 * withheld, and a campaign lets its old petitions through. Recorded once; whatever a person records later stands.
 */
export async function recordDemoDecisions(
  databaseUrl: string,
  provinceId: string,
  environment: Environment,
): Promise<void> {
  await withAudit(databaseUrl, environment, async ({ dataSource, audit }) => {
    const approvals = new PgApprovals(systemClock, {
      requireAccounts: 'both-sides-exist',
      requireProof: false,
    });
    const deciding = { dataSource, ids: randomIds, provinceId, audit, approvals };
    if ((await campaigns(dataSource)).length === 0)
      await new PgCampaigns(deciding).open(DEMO_CAMPAIGN, ...DEMO_PEOPLE);
    const policies = new PgPolicies(deciding);
    if ((await policies.current()) !== undefined) return;
    await policies.record({
      policy: 'withheld',
      documentNo: '01/QĐ-MÔPHỎNG',
      documentDate: '2026-01-05',
      signatory: 'Chánh Thanh tra tỉnh (mô phỏng)',
      recordedBy: DEMO_PEOPLE[0],
      secondPerson: DEMO_PEOPLE[1],
    });
  });
}
