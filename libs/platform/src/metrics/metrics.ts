import type { Meter } from '@kntc/domain';
import { deadlineGauges, type DeadlineGauges } from './deadline-gauges';
import { deliveryGauges, type DeliveryGauges } from './delivery-gauges';
import { reconciliationGauges, type ReconciliationGauges } from './reconciliation-gauges';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A moment's picture of the gateway, read from the database. */
export interface GatewayState {
  readonly due: number;
  readonly inFlight: number;
  readonly unknown: number;
  /** By hold code. */
  readonly held: Readonly<Record<string, number>>;
  /** By quarantine code. */
  readonly quarantined: Readonly<Record<string, number>>;
  /** Age of the oldest due record; 0 when nothing is due. */
  readonly oldestDueSeconds: number;
  /** Records in no class of the ledger: a fault of the gateway. */
  readonly unaccounted: number;
  /** By source id. */
  readonly sources: Readonly<Record<string, SourceGauges>>;
}

/** What is shown of one source. */
export interface SourceGauges {
  readonly isPaused: boolean;
  /** Records whose row is gone at the source. */
  readonly gone: number;
  /** What the last key pass missed while it waits for a person (`GW_S106`); 0 = nothing waits. */
  readonly unconfirmedGone: number;
  /** Its last comparison by digests came to no end. */
  readonly isUncompared: boolean;
}

export interface AuditGauges {
  /** The database does not fit to what its witness remembers: nothing is delivered. */
  readonly isBroken: boolean;
  /** The witness could not be asked. */
  readonly isAway: boolean;
}

export interface Metrics {
  /** What stages report while they work. */
  readonly meter: Meter;
  /** A look at a sealed field, or the request or approval of one, was refused. */
  unmaskRefused(why: string): void;
  /** Replaces the picture; codes and sources that are gone disappear. */
  show(state: GatewayState): void;
  /** What stands in the way of delivery. */
  showDelivery(state: DeliveryGauges): void;
  /** Where both sides agree, and where not. */
  showReconciliation(state: ReconciliationGauges): void;
  /** How many petitions are in time. */
  showDeadlines(state: DeadlineGauges): void;
  /** What is known of the audit beside its witness. */
  showAudit(audit: AuditGauges): void;
  /** How the keeping of receipts goes: what failed at its last try. */
  showReceipts(failed: { readonly signing?: boolean; readonly stamping?: boolean }): void;
  /** Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const STEP_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** All metrics of a process. Labels are codes, steps and source ids: never anything about a person. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = stateGauges(registry);
  const intake = new Counter({
    name: 'kntc_intake_total',
    help: 'Raw records judged, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const steps = new Histogram({
    name: 'kntc_step_seconds',
    help: 'Duration of one national step, by outcome',
    labelNames: ['step', 'outcome'],
    buckets: STEP_SECONDS,
    registers: [registry],
  });
  const unmask = new Counter({
    name: 'kntc_unmask_refused_total',
    help: 'Requests, approvals and looks at sealed fields that were refused, by reason',
    labelNames: ['why'],
    registers: [registry],
  });
  return {
    unmaskRefused: (why) => unmask.inc({ why: label(why) }),
    meter: {
      intake: (outcome, count) => intake.inc({ outcome: label(outcome) }, count),
      step: (step, outcome, seconds) =>
        steps.observe({ step: label(step), outcome: label(outcome) }, seconds),
    },
    show: (state) => showState(gauges, state),
    showDelivery: deliveryGauges(registry),
    showReconciliation: reconciliationGauges(registry),
    showDeadlines: deadlineGauges(registry),
    showAudit: ({ isBroken, isAway }) => {
      gauges.auditBroken.set(Number(isBroken));
      gauges.witnessAway.set(Number(isAway));
    },
    showReceipts: ({ signing, stamping }) => {
      if (signing !== undefined) gauges.unsigned.set(Number(signing));
      if (stamping !== undefined) gauges.unstamped.set(Number(stamping));
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function stateGauges(registry: Registry) {
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    due: gauge('kntc_due', 'National records with something due'),
    inFlight: gauge('kntc_in_flight', 'Attempts that are being sent'),
    unknown: gauge('kntc_unknown', 'Steps whose outcome is unknown'),
    held: gauge('kntc_held', 'Held national records, by code', ['code']),
    quarantined: gauge('kntc_quarantined', 'Quarantined source records, by code', ['code']),
    oldestDueSeconds: gauge('kntc_oldest_due_seconds', 'Age of the oldest due record'),
    unaccounted: gauge('kntc_unaccounted', 'Source records in no class of the ledger: must be 0'),
    paused: gauge('kntc_source_paused', '1 while a source is paused', ['source']),
    gone: gauge('kntc_gone', 'Records whose row is gone at the source', ['source']),
    auditBroken: gauge('kntc_audit_broken', '1 while the audit does not fit to its witness (GW_T309)'),
    witnessAway: gauge(
      'kntc_audit_witness_away',
      '1 while the witness of the audit cannot be asked (GW_T304)',
    ),
    unsigned: gauge('kntc_receipts_unsigned', '1 while checkpoints of receipts cannot be signed (GW_T311)'),
    unstamped: gauge('kntc_receipts_unstamped', '1 while nobody outside stamps the days that are over'),
    uncompared: gauge(
      'kntc_source_uncompared',
      '1: the last comparison by digests with the source came to no end',
      ['source'],
    ),
    unconfirmedGone: gauge(
      'kntc_gone_unconfirmed',
      'Keys the last key pass missed, flagged only when a person confirms (GW_S106)',
      ['source'],
    ),
  };
}

function showState(gauges: ReturnType<typeof stateGauges>, state: GatewayState): void {
  gauges.due.set(state.due);
  gauges.inFlight.set(state.inFlight);
  gauges.unknown.set(state.unknown);
  gauges.oldestDueSeconds.set(state.oldestDueSeconds);
  gauges.unaccounted.set(state.unaccounted);
  for (const { gauge, counts } of [
    { gauge: gauges.held, counts: state.held },
    { gauge: gauges.quarantined, counts: state.quarantined },
  ]) {
    gauge.reset();
    for (const [code, count] of Object.entries(counts)) gauge.inc({ code: label(code) }, count);
  }
  for (const gauge of [gauges.paused, gauges.gone, gauges.unconfirmedGone, gauges.uncompared]) gauge.reset();
  for (const [id, { isPaused, gone, unconfirmedGone, isUncompared }] of Object.entries(state.sources)) {
    const source = label(id);
    gauges.paused.set({ source }, isPaused ? 1 : 0);
    gauges.gone.set({ source }, gone);
    gauges.unconfirmedGone.set({ source }, unconfirmedGone);
    gauges.uncompared.set({ source }, isUncompared ? 1 : 0);
  }
}

/** A label is an identifier of ours; anything else would be data, and every new value costs memory for ever. */
function label(value: string): string {
  return /^[\w.-]{1,60}$/.test(value) ? value : 'other';
}
