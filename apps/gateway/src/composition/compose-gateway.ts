import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createKeyedDigest, createSealBox, keyFingerprint, loadKeyFile } from '@kntc/confidentiality';
import { Deliver } from '@kntc/delivery';
import { GatewayError, LANES, canonicalJson, sha256 } from '@kntc/domain';
import type { Doorbell, Logger } from '@kntc/domain';
import { Intake } from '@kntc/intake';
import { createMetrics, randomIds, systemClock } from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import { createBullDoorbell } from '@kntc/queue';
import { createSource, loadCrosswalks, loadSources, problemLine } from '@kntc/sources';
import type { SourceDefinition } from '@kntc/sources';
import {
  PgConfiguration,
  PgIntakeStore,
  PgLaneStore,
  PgOperations,
  PgPolicies,
  PgReports,
  PgSweep,
  connect,
  createDataSource,
  migrate,
} from '@kntc/storage';
import { Gateway } from './gateway';
import type { PolledSource } from './gateway';
import { connectNationalSide } from './national-side';
import { loadProvince } from './province';

export interface ComposeOptions {
  readonly environment: Environment;
  /** Where the truth lives; the caller started it if it is embedded. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Values of the variables that source files name (`urlEnv`). */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly concurrency?: number;
  /** For tests; default: BullMQ on PostgreSQL or Redis. */
  readonly doorbell?: Doorbell;
}

const CONCURRENCY = 48;
const RECORDS_PER_LANE = 8;
const STOP_GRACE_MS = 6_000;

/**
 * Builds a gateway process from its environment: configuration checked, schema current, database bound to its far
 * side and key, sources registered. Throws `GatewayError` with everything that is wrong. Nothing runs yet.
 */
export async function composeGateway(options: ComposeOptions): Promise<Gateway> {
  const { environment, databaseUrl, logger } = options;
  const definitions = enabledSources(environment, options.variables);
  const crosswalk = checkedCrosswalk(environment);
  const keys = openKeys(environment);
  const keyedDigest = createKeyedDigest(keys);
  const national = await connectNationalSide(environment, { keyedDigest, clock: systemClock });
  const province = loadProvince(environment.configDir, {
    KN: national.settings.releasePoints.KN.at,
    TC: national.settings.releasePoints.TC.at,
    KNPA: national.settings.releasePoints.KNPA.at,
  });

  const dataSource = createDataSource(databaseUrl);
  await connect(dataSource);
  await migrate(dataSource);
  const configuration = new PgConfiguration(dataSource, province.id);
  await configuration.bind({
    endpoint: national.endpoint,
    account: national.account,
    profile: national.profile.id,
    keyFingerprint: keyFingerprint(keys),
    lanes: LANES,
  });
  await configuration.registerSources(
    definitions.map((one) => ({
      ...one,
      definition: readFileSync(join(environment.configDir, one.file), 'utf8'),
    })),
  );
  await configuration.importCrosswalk(crosswalk);

  const seal = createSealBox(keys);
  const policies = new PgPolicies(dataSource, randomIds, province.id);
  const knowledge = {
    codeBook: await configuration.loadCodeBook(province.agencies),
    identityPolicy: await policies.current(),
  };
  const metrics = createMetrics();
  const doorbell =
    options.doorbell ??
    (await createBullDoorbell({
      databaseUrl,
      redisUrl: environment.redisUrl,
      prefix: queuePrefix(databaseUrl),
      logger,
    }));
  const intake = new Intake(
    {
      store: new PgIntakeStore(dataSource, seal, randomIds),
      doorbell,
      codeBook: () => knowledge.codeBook,
      identityPolicy: () => knowledge.identityPolicy,
      keyedDigest,
      clock: systemClock,
      logger,
      meter: metrics.meter,
    },
    {
      provinceId: province.id,
      referencePrefix: province.prefix,
      releasePoint: province.releasePoint,
      version: sha256(canonicalJson([national.settings.releasePoints, province.agencies])),
    },
  );
  const deliver = new Deliver(
    new PgLaneStore({ databaseUrl, dataSource, seal, logger }),
    {
      profile: national.profile,
      codeBook: () => knowledge.codeBook,
      clock: systemClock,
      random: { next: Math.random },
      logger,
      meter: metrics.meter,
    },
    {
      concurrency: options.concurrency ?? CONCURRENCY,
      perLane: RECORDS_PER_LANE,
      stopGraceMs: STOP_GRACE_MS,
    },
  );
  return new Gateway({
    province,
    profile: national.profile,
    intake,
    deliver,
    doorbell,
    sources: definitions.map((definition) => polled(definition, options)),
    knowledge,
    configuration,
    policies,
    operations: new PgOperations(dataSource, randomIds),
    reports: new PgReports(dataSource),
    sweep: new PgSweep(dataSource),
    metrics,
    clock: systemClock,
    logger,
    refreshListsEveryMs: national.settings.codeLists.refresh,
    dispose: () => dataSource.destroy(),
  });
}

function enabledSources(
  environment: Environment,
  variables: ComposeOptions['variables'],
): readonly SourceDefinition[] {
  const { sources, problems } = loadSources(environment.configDir, variables);
  if (problems.length > 0) throw new GatewayError('GW_S105', problems.map(problemLine).join('\n'));
  return sources.filter((source) => source.enabled);
}

function checkedCrosswalk(environment: Environment): ReturnType<typeof loadCrosswalks>['rows'] {
  const { rows, problems } = loadCrosswalks(environment.configDir);
  if (problems.length > 0) throw new GatewayError('GW_S105', problems.map(problemLine).join('\n'));
  return rows;
}

function openKeys(environment: Environment): ReturnType<typeof loadKeyFile> {
  const path = environment.keyFile ?? join(environment.dataDir, 'keys', 'kntc-key.json');
  mkdirSync(dirname(path), { recursive: true });
  return loadKeyFile(path, { createIfMissing: environment.keyFile === undefined });
}

function polled(definition: SourceDefinition, options: ComposeOptions): PolledSource {
  return {
    source: createSource(definition, { clock: systemClock, env: options.variables }),
    pollEveryMs: definition.pollEveryMs,
  };
}

/** Two gateways on one Redis must not hear each other's bells. */
function queuePrefix(databaseUrl: string): string {
  return `kntc-${sha256(new URL(databaseUrl).pathname + new URL(databaseUrl).port).slice(0, 10)}`;
}
