import type { AffectedRecord, Outage, Recovery } from '@kntc/domain';
import type { NationalSettings } from '@kntc/national';
import type { DeliveryGauges, ReconciliationGauges } from '@kntc/platform';
import { nightsOfRound } from '@kntc/reconciliation';
import {
  affectedRecords,
  brakeState,
  deliveryPause,
  destinationDepths,
  openOutages,
  openRestoration,
  outageOf,
  queuePauses,
  reconciliationStanding,
  recovery,
  shadowStanding,
  waitingForJudgement,
  watchState,
} from '@kntc/storage';
import type {
  BrakeState,
  createDataSource,
  DeliveryPause,
  DestinationDepth,
  OpenRestoration,
  QueuePause,
  ReconciliationStanding,
  RowScope,
  ShadowStanding,
  WatchState,
} from '@kntc/storage';

/** What stands in the way of delivery, and how far it is: the same for all processes. */
export interface DeliveryLook {
  readonly outages: readonly Outage[];
  readonly recovery: Recovery;
  readonly brake: BrakeState;
  /** Delivery paused itself. */
  readonly pause: DeliveryPause | undefined;
  /** Queues that people paused. */
  readonly queuePauses: readonly QueuePause[];
  /** The mapping changed a short while ago. */
  readonly watch: WatchState | undefined;
  /** A side went back in time and nobody signed it off: nothing is sent. */
  readonly restoration: OpenRestoration | undefined;
}

/** Where reconciliation stands, with the nights a round takes at its rate. */
export type ReconciliationLook = ReconciliationStanding & { readonly nights: number };

/** Reads the database, anew at every call. */
export class DeliveryLooks {
  constructor(
    private readonly dataSource: ReturnType<typeof createDataSource>,
    private readonly limits: NationalSettings['limits'],
    readonly reconciliationRate: NationalSettings['reconciliation'],
  ) {}

  async reconciliation(): Promise<ReconciliationLook> {
    const standing = await reconciliationStanding(this.dataSource);
    const { perMinute, night } = this.reconciliationRate;
    return { ...standing, nights: nightsOfRound(standing.records, night, perMinute) };
  }

  shadow(): Promise<readonly ShadowStanding[]> {
    return shadowStanding(this.dataSource);
  }

  outages(): Promise<readonly Outage[]> {
    return openOutages(this.dataSource);
  }

  /** What goes to the far side, by agency. */
  destinations(scope: RowScope): Promise<readonly DestinationDepth[]> {
    return destinationDepths(this.dataSource, scope);
  }

  /** Records of a source that must be judged once more. */
  toJudge(sourceId: string, judgedWith: string): Promise<number> {
    return waitingForJudgement(this.dataSource, sourceId, judgedWith);
  }

  outage(id: string): Promise<Outage | undefined> {
    return outageOf(this.dataSource, id);
  }

  /** Everybody on the list of an outage whom the reader may know of. */
  async affected(id: string, scope: RowScope): Promise<readonly AffectedRecord[]> {
    const found: AffectedRecord[] = [];
    for await (const record of affectedRecords(this.dataSource, id, scope)) found.push(record);
    return found;
  }

  async look(): Promise<DeliveryLook> {
    const { dataSource, limits } = this;
    const basis = { requestsPerMinute: limits.requestsPerMinute, rampMs: limits.rampAfterOutage };
    const [outages, recovering, brake, pause, watch, restoration, paused] = await Promise.all([
      this.outages(),
      recovery(dataSource, basis),
      brakeState(dataSource, limits.createsPerDay),
      deliveryPause(dataSource),
      watchState(dataSource),
      openRestoration(dataSource),
      queuePauses(dataSource),
    ]);
    return { outages, recovery: recovering, brake, pause, watch, restoration, queuePauses: paused };
  }
}

/** What metrics say of it. */
export function gaugesOf(
  { outages, recovery: now, brake, pause, watch, restoration, queuePauses: paused }: DeliveryLook,
  at: Date,
): DeliveryGauges {
  const probes = outages.flatMap(({ nextProbeAt }) =>
    nextProbeAt === null ? [] : [Date.parse(nextProbeAt)],
  );
  const longest = new Map<string, number>();
  for (const { code, seconds } of outages) longest.set(code, Math.max(seconds, longest.get(code) ?? 0));
  return {
    outages: Object.fromEntries(longest),
    backlog: now.backlog,
    drainSeconds: now.drain && now.drain.minutes * 60,
    nextProbeSeconds:
      probes.length === 0 ? undefined : Math.max(0, (Math.min(...probes) - at.getTime()) / 1_000),
    share: now.share ?? 1,
    createsToday: brake.live + brake.backfill,
    createsLimit: brake.limit,
    campaignLeft: brake.campaignLeft,
    braked: brake.waiting,
    isPaused: pause !== undefined,
    pausedQueues: paused.length,
    hasWentBack: restoration !== undefined,
    watched: watch?.seen,
  };
}

/** What metrics say of reconciliation. */
export function reconciliationGaugesOf(look: ReconciliationLook, at: Date): ReconciliationGauges {
  const { classes, findings, never, nights, oldestComparedAt } = look;
  const oldestSeconds =
    oldestComparedAt === null ? undefined : (at.getTime() - Date.parse(oldestComparedAt)) / 1_000;
  return { classes, findings, never, nights, oldestSeconds };
}
