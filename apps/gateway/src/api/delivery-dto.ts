import { actorText, drainText, failureText, FAILURES, scopeText, WATCHED } from '@kntc/domain';
import type { Outage } from '@kntc/domain';
import type { DeliveryLook } from '../composition/delivery-look';
import type { BrakesDto, OutageDto, RecoveryDto } from './overview.dto';

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
