import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What stands in the way of delivery. */
export interface DeliveryGauges {
  /** Outages that are not over: code of the cause → how long the oldest of them lasts, in seconds. */
  readonly outages: Readonly<Record<string, number>>;
  readonly backlog: number;
  /** `undefined`: it cannot be told. */
  readonly drainSeconds: number | undefined;
  /** Until the next question; `undefined`: none is due. */
  readonly nextProbeSeconds: number | undefined;
  /** The part of the limits in use: 1 but for the time after an outage. */
  readonly share: number;
  readonly createsToday: number;
  /** `undefined`: unlimited. */
  readonly createsLimit: number | undefined;
  readonly campaignLeft: number;
  readonly braked: number;
  readonly isPaused: boolean;
  /** Queues that people paused. */
  readonly pausedQueues: number;
  /** A side went back in time: nothing is sent until two people signed it off. */
  readonly hasWentBack: boolean;
  /** Answers seen since the mapping changed; `undefined`: no watch runs. */
  readonly watched: number | undefined;
}

/** Gauges of delivery; a value that is not known is NaN, as Prometheus has it, and never a number somebody believes. */
export function deliveryGauges(registry: Registry): (state: DeliveryGauges) => void {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const outage = new Gauge({
    name: 'kntc_outage_seconds',
    help: 'How long an outage lasts that is not over, by cause; absent while there is none',
    labelNames: ['code'],
    registers: [registry],
  });
  const simple = {
    backlog: gauge('kntc_backlog', 'Records that wait for the national side, unknown outcomes included'),
    drainSeconds: gauge(
      'kntc_drain_estimate_seconds',
      'Estimate: how long the backlog takes once deliveries succeed',
    ),
    nextProbeSeconds: gauge('kntc_next_probe_seconds', 'Until the national side is asked again'),
    share: gauge('kntc_ramp_share', 'Part of the limits in use: 1 but for the time after an outage'),
    createsToday: gauge('kntc_creates_today', 'Cases created today outside campaigns'),
    createsLimit: gauge('kntc_creates_limit', 'Cases that may be created today outside campaigns'),
    campaignLeft: gauge('kntc_campaign_left', 'Cases that open campaigns still allow'),
    braked: gauge('kntc_braked', 'Records that wait for the next day or a campaign (GW_N208)'),
    isPaused: gauge('kntc_delivery_paused', '1 while delivery has paused itself (GW_N209)'),
    pausedQueues: gauge('kntc_paused_queues', 'Queues that people paused: of sources, of agencies, of all'),
    hasWentBack: gauge('kntc_went_back', '1 while a side that went back in time is not signed off (GW_N210)'),
    watched: gauge('kntc_mapping_watched', 'Answers seen since the mapping changed, of 20'),
  };
  return ({ outages, ...state }) => {
    outage.reset();
    for (const [code, seconds] of Object.entries(outages)) outage.set({ code }, seconds);
    for (const [name, one] of Object.entries(simple))
      one.set(Number(state[name as keyof typeof simple] ?? Number.NaN));
  };
}
