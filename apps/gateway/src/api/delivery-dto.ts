import { actorText, drainText, failureText, FAILURES, scopeText, WATCHED } from '@kntc/domain';
import type { FailureCode } from '@kntc/domain';
import type { Outage } from '@kntc/storage';
import type { DeliveryLook } from '../composition/delivery-look';

/** One outage that is not over: when, why, who must act. */
export interface OutageDto {
  readonly id: string;
  readonly scope: string;
  readonly code: FailureCode;
  readonly text: string;
  readonly owner: string;
  readonly actor: string;
  readonly since: string;
  readonly lastProbeAt: string | null;
  readonly failedProbes: number;
  readonly nextProbeAt: string | null;
  /** The far side answers again; it is over with the first delivery. */
  readonly isRecovering: boolean;
}

/** What waits for the far side; the estimate is one, and says from what it was made. */
export interface RecoveryDto {
  readonly backlog: number;
  readonly oldestAt: string | null;
  readonly oldestSeconds: number;
  readonly drainMinutes: number | null;
  readonly drainFrom: 'measured' | 'limit' | null;
  readonly drainText: string;
  /** The part of the limits in use; 1 = all of it. */
  readonly share: number;
}

/** What slows or stops sending by decision of the gateway. */
export interface BrakesDto {
  readonly createsToday: number;
  /** `null`: unlimited. */
  readonly createsLimit: number | null;
  readonly campaignLeft: number;
  readonly waiting: number;
  /** A side went back in time: nothing is sent until two people signed the difference. */
  readonly wentBack: {
    readonly since: string;
    readonly side: 'gateway' | 'national';
    readonly uncompared: number;
    readonly text: string;
  } | null;
  readonly paused: { readonly since: string; readonly why: string; readonly text: string } | null;
  readonly watch: {
    readonly what: string;
    readonly seen: number;
    readonly of: number;
    readonly bad: number;
  } | null;
}

export function outageDto(outage: Outage): OutageDto {
  const { id, scope, code, beganAt, lastProbeAt, failedProbes, nextProbeAt, reopenedAt } = outage;
  return {
    id,
    scope,
    code,
    text: `Gián đoạn ${scopeText(scope)}. ${failureText(code)}`,
    owner: FAILURES[code].owner,
    actor: actorText(code),
    since: beganAt,
    lastProbeAt,
    failedProbes,
    nextProbeAt,
    isRecovering: reopenedAt !== null,
  };
}

export function recoveryDto({ recovery }: DeliveryLook): RecoveryDto {
  const { backlog, oldestAt, oldestSeconds, drain, share } = recovery;
  return {
    backlog,
    oldestAt,
    oldestSeconds: Math.round(oldestSeconds),
    drainMinutes: drain === undefined ? null : Math.ceil(drain.minutes),
    drainFrom: drain?.from ?? null,
    drainText: drainText(drain),
    share: share ?? 1,
  };
}

export function brakesDto({ brake, pause, watch, restoration }: DeliveryLook): BrakesDto {
  return {
    createsToday: brake.live + brake.backfill,
    createsLimit: brake.limit ?? null,
    campaignLeft: brake.campaignLeft,
    waiting: brake.waiting,
    wentBack: restoration === undefined ? null : wentBackDto(restoration),
    paused: pause === undefined ? null : { since: pause.since, why: pause.detail, text: FAILURES.GW_N209.vi },
    watch:
      watch === undefined
        ? null
        : { what: watch.what, seen: watch.seen, of: WATCHED, bad: watch.refused + watch.changed },
  };
}

function wentBackDto({
  since,
  side,
  uncompared,
}: NonNullable<DeliveryLook['restoration']>): NonNullable<BrakesDto['wentBack']> {
  return { since, side, uncompared, text: FAILURES.GW_N210.vi };
}
