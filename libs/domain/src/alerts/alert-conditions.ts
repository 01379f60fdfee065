import type { FailureCode } from '../errors/gateway-error';
import type { ReasonCode } from '../errors/reasons';
import { spanText } from '../outage/outage-text';
import { WHOLE_FAR_SIDE } from '../outage/outage';
import type { AlertCondition } from './alert';
import type { AlertThresholds } from './alert-rules';
import { toldCount } from './told-count';

/** Numbers by agency. */
export type ByAgency = Readonly<Record<string, number>>;

/** What one process sees of itself and of the database, as far as alerts ask. */
export interface AlertLook {
  readonly isDeliveryPaused: boolean;
  readonly hasWentBack: boolean;
  readonly outages: readonly {
    readonly scope: string;
    readonly code: FailureCode;
    readonly affected: number;
  }[];
  readonly unaccounted: number;
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly pausedCode?: FailureCode | undefined;
    readonly missing?: number | undefined;
    readonly isMappingWaiting: boolean;
  }[];
  readonly queue: {
    readonly due: number;
    readonly braked: number;
    readonly unknown: number;
    readonly oldestDueSeconds: number;
  };
  readonly queuePauses: readonly { readonly side: 'source' | 'destination'; readonly target: string }[];
  readonly duplicatesOverdue: number;
  readonly late: ByAgency;
  readonly lateSoon: ByAgency;
  readonly requestsOverdue: ByAgency;
  readonly requestsSoon: ByAgency;
  readonly listsWaiting: number;
  readonly causes: readonly AlertCause[];
  /** Channels whose messages fail, and why. */
  readonly failingChannels: readonly { readonly id: string; readonly why: string }[];
}

/** Records that stand still for one cause. */
export interface AlertCause {
  readonly id: string;
  readonly code: ReasonCode;
  readonly records: number;
  /** Somebody acknowledged it among the causes. */
  readonly knownUntil?: string | undefined;
}

/** What only the process itself knows. */
export interface ProcessLook {
  readonly isAuditBroken: boolean;
  readonly isWitnessAway: boolean;
  readonly areReceiptsUnsigned: boolean;
  /** Of the disk with the gateway's data; `undefined`: it cannot be told. */
  readonly diskFreePercent: number | undefined;
}

/** Everything that is wrong now, each with a key of its own. */
export function alertConditions(
  look: AlertLook & ProcessLook,
  thresholds: AlertThresholds,
): readonly AlertCondition[] {
  return [
    ...ofTheWhole(look, thresholds),
    ...ofDelivery(look, thresholds),
    ...look.outages.map(outageCondition),
    ...look.sources.flatMap(sourceConditions),
    ...ofDeadlines(look),
    ...look.causes
      .filter(({ records }) => records >= thresholds.causeRecords)
      .map(({ id, code, records, knownUntil }): AlertCondition => ({
        key: `cause ${id}`,
        kind: 'cause',
        facts: { code, count: records, knownUntil },
      })),
    ...look.failingChannels.map(({ id, why }): AlertCondition => ({
      key: `channel-failing ${id}`,
      kind: 'channel-failing',
      facts: { name: id, more: why },
    })),
  ];
}

type Kind = AlertCondition['kind'];

function when(is: boolean, kind: Kind, facts: AlertCondition['facts'] = {}): readonly AlertCondition[] {
  return is ? [{ key: kind, kind, facts }] : [];
}

function ofTheWhole(
  look: AlertLook & ProcessLook,
  { diskFreePercent: least }: AlertThresholds,
): readonly AlertCondition[] {
  const { diskFreePercent: free } = look;
  return [
    ...when(look.isAuditBroken, 'audit-broken'),
    ...when(look.isWitnessAway, 'witness-away'),
    ...when(look.areReceiptsUnsigned, 'receipts-unsigned'),
    ...when(look.unaccounted > 0, 'unaccounted', { count: look.unaccounted }),
    ...when(free !== undefined && free < least, 'disk-full', {
      more: `còn trống ${Math.floor(free ?? 0)} %`,
    }),
    ...when(look.listsWaiting > 0, 'lists-wait', { count: look.listsWaiting }),
  ];
}

function ofDelivery(look: AlertLook, { queueStaleMs }: AlertThresholds): readonly AlertCondition[] {
  const { queue, queuePauses: pauses } = look;
  const isStopped =
    look.outages.length > 0 ||
    look.isDeliveryPaused ||
    look.hasWentBack ||
    pauses.some(({ side }) => side === 'destination');
  const isStale = !isStopped && queue.due > 0 && queue.oldestDueSeconds * 1_000 > queueStaleMs;
  return [
    ...when(look.isDeliveryPaused, 'delivery-paused'),
    ...when(look.hasWentBack, 'went-back'),
    ...when(isStale, 'queue-stale', { count: queue.due, more: spanText(queue.oldestDueSeconds / 60) }),
    ...when(queue.unknown > 0, 'unknown-outcomes', { count: queue.unknown }),
    ...when(queue.braked > 0, 'creates-braked', { count: queue.braked }),
    ...when(look.duplicatesOverdue > 0, 'duplicates-unchecked', { count: look.duplicatesOverdue }),
    ...pauses.map(({ side, target }): AlertCondition => ({
      key: `queue-paused ${side} ${target}`,
      kind: 'queue-paused',
      facts: { name: side === 'source' ? `Đọc nguồn «${target}»` : `Gửi lên CSDLQG (${target})` },
    })),
  ];
}

function outageCondition({ scope, code, affected }: AlertLook['outages'][number]): AlertCondition {
  return scope === WHOLE_FAR_SIDE
    ? { key: 'outage', kind: 'outage', facts: { code, more: `${toldCount(affected)} hồ sơ` } }
    : { key: `account-refused ${scope}`, kind: 'account-refused', facts: { code, name: scope } };
}

function sourceConditions(source: AlertLook['sources'][number]): readonly AlertCondition[] {
  const { id, title: name, pausedCode: code, missing, isMappingWaiting } = source;
  const of = (kind: Kind, facts: AlertCondition['facts']): AlertCondition => ({
    key: `${kind} ${id}`,
    kind,
    facts: { name, ...facts },
  });
  if (isMappingWaiting) return [of('mapping-waits', {})];
  return [
    ...(code === undefined ? [] : [of('source-paused', { code })]),
    ...(missing === undefined ? [] : [of('source-missing', { count: missing })]),
  ];
}

/** One for all cases together, with the numbers of each agency. */
function ofDeadlines(look: AlertLook): readonly AlertCondition[] {
  const counted = (kind: Kind, byAgency: ByAgency): readonly AlertCondition[] => {
    const count = Object.values(byAgency).reduce((sum, one) => sum + one, 0);
    return when(count > 0, kind, { count, byAgency });
  };
  return [
    ...counted('late', look.late),
    ...counted('late-soon', look.lateSoon),
    ...counted('requests-overdue', look.requestsOverdue),
    ...counted('requests-soon', look.requestsSoon),
  ];
}
