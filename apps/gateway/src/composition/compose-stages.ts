import { Deliver, OutageKeeper } from '@kntc/delivery';
import { canonicalJson, sha256 } from '@kntc/domain';
import type { Clock, Doorbell, KeyedDigest, Logger, RecordSeals, SealBox } from '@kntc/domain';
import { Intake } from '@kntc/intake';
import { randomIds, systemClock } from '@kntc/platform';
import type { Environment, Metrics, Province } from '@kntc/platform';
import {
  PgCreateBrake,
  PgIntakeStore,
  PgLaneStore,
  PgOutageStore,
  PgSecretStore,
  type createDataSource,
} from '@kntc/storage';
import type { AuditGuard } from './audit-guard';
import { DeliveryLooks } from './delivery-look';
import type { GatewayParts, Knowledge } from './gateway';
import type { NationalSide } from './national-side';

export interface ComposeOptions {
  readonly environment: Environment;
  /** Where the truth lives; the caller started it if it is embedded. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Values of the variables that source files name (`urlEnv`). */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** For tests; default: BullMQ on PostgreSQL or Redis. */
  readonly doorbell?: Doorbell;
  /** For tests that travel in time; default: the machine's. */
  readonly clock?: Clock;
}

const RECORDS_PER_LANE = 8;
const STOP_GRACE_MS = 6_000;

/** What both stages stand on. */
export interface Foundation {
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly seals: RecordSeals;
  readonly house: SealBox;
  readonly search: KeyedDigest;
  readonly keyedDigest: KeyedDigest;
  readonly national: NationalSide;
  readonly province: Province;
  readonly knowledge: Knowledge;
  readonly metrics: Metrics;
  readonly doorbell: Doorbell;
}

export function composeIntake({ logger, clock = systemClock }: ComposeOptions, on: Foundation): Intake {
  return new Intake(
    {
      store: new PgIntakeStore(on.dataSource, on.seals, randomIds, on.search),
      secrets: new PgSecretStore(on.dataSource, on.province.id),
      doorbell: on.doorbell,
      codeBook: () => on.knowledge.codeBook,
      identityPolicy: () => on.knowledge.identityPolicy,
      keyedDigest: on.keyedDigest,
      clock,
      random: { next: Math.random },
      logger,
      meter: on.metrics.meter,
    },
    {
      provinceId: on.province.id,
      referencePrefix: on.province.prefix,
      releasePoint: on.province.releasePoint,
      version: sha256(canonicalJson([on.national.settings.releasePoints, on.province.agencies])),
    },
  );
}

export function composeDelivery(
  { databaseUrl, logger, clock = systemClock }: ComposeOptions,
  on: Foundation,
  guard: AuditGuard,
): Pick<GatewayParts, 'deliver' | 'outages' | 'looks'> {
  const { dataSource, seals, house } = on;
  const { limits } = on.national.settings;
  const brake = new PgCreateBrake(dataSource, () => limits.createsPerDay);
  const store = new PgOutageStore(dataSource, on.province.id);
  const deliver = new Deliver(
    new PgLaneStore({ databaseUrl, dataSource, seals, house, logger, brake }),
    {
      profile: on.national.profile,
      codeBook: () => on.knowledge.codeBook,
      identityPolicy: () => on.knowledge.identityPolicy,
      clock,
      random: { next: Math.random },
      logger,
      meter: on.metrics.meter,
      outages: store,
      mayTrustDatabase: () => guard.mayTrustDatabase(),
    },
    {
      concurrency: limits.requestsAtOnce,
      rampMs: limits.rampAfterOutage,
      requestsPerMinute: limits.requestsPerMinute,
      perLane: RECORDS_PER_LANE,
      stopGraceMs: STOP_GRACE_MS,
      agencies: on.province.agencies.map(({ id }) => id),
    },
  );
  const processId = randomIds.uuid();
  return {
    deliver,
    outages: new OutageKeeper(deliver.gates, { store, processId, clock, logger }),
    looks: new DeliveryLooks(dataSource, limits),
  };
}
