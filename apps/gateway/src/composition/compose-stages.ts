import { BothSides, Deliver, OutageKeeper, StillThereWatch } from '@kntc/delivery';
import { canonicalJson, fieldDigest, sha256 } from '@kntc/domain';
import type { Clock, Doorbell, KeyedDigest, Logger, Ownership, RecordSeals, SealBox } from '@kntc/domain';
import { DigestPass, Intake, JudgeAnew, KeyPass } from '@kntc/intake';
import { loadDeadlines, loadDuplicates, randomIds, systemClock } from '@kntc/platform';
import type { Environment, Metrics, Province } from '@kntc/platform';
import { CompareShadow, FindStrangers, Reconcile, SideBySide } from '@kntc/reconciliation';
import {
  PgCreateBrake,
  PgDescents,
  PgGoneStore,
  PgIntakeStore,
  PgLaneStore,
  PgOutageStore,
  PgReconciliation,
  PgRestorations,
  PgSecretStore,
  PgSourceDigests,
  PgShadow,
  PgStoredByKey,
  PgStrangers,
  type createDataSource,
} from '@kntc/storage';
import type { AuditGuard } from './audit-guard';
import { DeliveryLooks } from './delivery-look';
import type { GatewayParts, Knowledge } from './gateway-parts';
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
  /** Whose a field is when both sides differ. */
  readonly ownership: Ownership;
  readonly knowledge: Knowledge;
  readonly metrics: Metrics;
  readonly doorbell: Doorbell;
}

function composeIntake(
  { environment, logger, clock = systemClock }: ComposeOptions,
  on: Foundation,
): Pick<GatewayParts, 'intake' | 'judgeAnew' | 'digestPass'> {
  const deadlines = loadDeadlines(environment.configDir);
  const { checkWithinMs } = loadDuplicates(environment.configDir) ?? {};
  const store = new PgIntakeStore(on.dataSource, on.seals, randomIds, on.search).checkedWithin(checkWithinMs);
  const judging = {
    codeBook: () => on.knowledge.codeBook,
    identityPolicy: () => on.knowledge.identityPolicy,
    keyedDigest: on.keyedDigest,
    clock,
  };
  const rules = {
    provinceId: on.province.id,
    referencePrefix: on.province.prefix,
    releasePoint: on.province.releasePoint,
    deadlines,
    version: sha256(
      canonicalJson([on.national.settings.releasePoints, on.province.agencies, deadlines.version]),
    ),
  };
  const digests = new PgSourceDigests(on.dataSource);
  const intake = new Intake(
    {
      ...judging,
      store,
      digests,
      secrets: new PgSecretStore(on.dataSource, on.province.id),
      doorbell: on.doorbell,
      random: { next: Math.random },
      logger,
      meter: on.metrics.meter,
    },
    rules,
  );
  const stored = new PgStoredByKey(on.dataSource, on.seals, store);
  return {
    intake,
    judgeAnew: new JudgeAnew({ ...judging, stored }, rules),
    digestPass: new DigestPass({ ...judging, store, digests, intake, logger }),
  };
}

function composeDelivery(
  { databaseUrl, logger, clock = systemClock }: ComposeOptions,
  on: Foundation,
  { guard, stillThere }: { readonly guard: AuditGuard; readonly stillThere: StillThereWatch },
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
      fieldDigest: fieldDigest(on.keyedDigest),
      clock,
      random: { next: Math.random },
      logger,
      meter: on.metrics.meter,
      outages: store,
      mayTrustDatabase: () => guard.mayTrustDatabase(),
      suspectFarSide: () => stillThere.suspect(),
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
    looks: new DeliveryLooks(dataSource, limits, on.national.settings.reconciliation),
  };
}

function composeReconcile(
  { logger, clock = systemClock }: ComposeOptions,
  on: Foundation,
  stillThere: StillThereWatch,
): Pick<GatewayParts, 'reconcile' | 'sides' | 'findStrangers' | 'shadow'> {
  const { dataSource, seals, house, search, national, keyedDigest, knowledge, province, ownership } = on;
  const { perMinute, night } = national.settings.reconciliation;
  const tools = { dataSource, seals, house, provinceId: province.id, logger };
  const comparing = { profile: national.profile, codeBook: () => knowledge.codeBook, clock };
  const store = new PgReconciliation(tools);
  const proposals = new PgStrangers({ dataSource, ids: randomIds, house, search, provinceId: province.id });
  const agencies = province.agencies.map(({ id }) => id);
  const mayAsk = (agency: string): Promise<boolean> => store.mayAsk(agency);
  const findStrangers = new FindStrangers(
    { ...comparing, store: proposals, agencies, mayAsk, logger },
    perMinute,
  );
  const shadow = new PgShadow(tools);
  return {
    sides: new SideBySide({ ...comparing, store }, perMinute),
    findStrangers,
    shadow: new CompareShadow({ ...comparing, keyedDigest, store: shadow }, perMinute),
    reconcile: new Reconcile(
      {
        ...comparing,
        store,
        descents: new PgDescents(dataSource, province.id),
        strangers: findStrangers,
        keyedDigest,
        ownership,
        logger,
        suspectFarSide: () => stillThere.suspect(),
      },
      { process: randomIds.uuid(), perMinute, night, agencies },
    ),
  };
}

/** What reads, what sends, what compares, and what notices that a side went back in time. */
export function composeStages(
  options: ComposeOptions,
  foundation: Foundation,
  guard: AuditGuard,
): Pick<
  GatewayParts,
  | 'intake'
  | 'judgeAnew'
  | 'keyPass'
  | 'digestPass'
  | 'deliver'
  | 'outages'
  | 'looks'
  | 'doorbell'
  | 'bothSides'
  | 'stillThere'
  | 'reconcile'
  | 'sides'
  | 'findStrangers'
  | 'shadow'
> {
  const { dataSource, doorbell } = foundation;
  const watchers = watchersOf(options, foundation);
  return {
    ...composeIntake(options, foundation),
    keyPass: new KeyPass({ store: new PgGoneStore(dataSource), logger: options.logger }),
    ...composeDelivery(options, foundation, { guard, stillThere: watchers.stillThere }),
    ...composeReconcile(options, foundation, watchers.stillThere),
    doorbell,
    ...watchers,
  };
}

/** What notices that a side went back in time, and compares both then. */
function watchersOf(
  { logger, clock = systemClock }: ComposeOptions,
  { dataSource, national, province }: Foundation,
): Pick<GatewayParts, 'bothSides' | 'stillThere'> {
  const store = new PgRestorations(dataSource, province.id);
  const ports = { store, profile: national.profile, clock, logger };
  const concurrency = Math.max(1, Math.floor(national.settings.limits.requestsAtOnce / 2));
  return {
    bothSides: new BothSides({ ...ports, concurrency, process: randomIds.uuid() }),
    stillThere: new StillThereWatch(ports),
  };
}
