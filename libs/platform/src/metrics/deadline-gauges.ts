import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** How many petitions are in time: of the law, and as the national database shows it. */
export interface DeadlineGauges {
  readonly overdue: number;
  readonly dueSoon: number;
  readonly late: number;
  readonly lateSoon: number;
  readonly paused: number;
  /** Requests of the inspectorate without a reply. */
  readonly requests: { readonly overdue: number; readonly dueSoon: number };
}

/** One gauge: whose clock, and how it stands. */
export function deadlineGauges(registry: Registry): (state: DeadlineGauges) => void {
  const gauge = new Gauge({
    name: 'kntc_deadlines',
    help: 'Petitions by clock (legal: the term that runs; national: shown as late because something is not sent; request: of the inspectorate, without a reply) and standing',
    labelNames: ['clock', 'standing'],
    registers: [registry],
  });
  return ({ overdue, dueSoon, late, lateSoon, paused, requests }) => {
    gauge.set({ clock: 'request', standing: 'past' }, requests.overdue);
    gauge.set({ clock: 'request', standing: 'soon' }, requests.dueSoon);
    gauge.set({ clock: 'legal', standing: 'past' }, overdue);
    gauge.set({ clock: 'legal', standing: 'soon' }, dueSoon);
    gauge.set({ clock: 'legal', standing: 'paused' }, paused);
    gauge.set({ clock: 'national', standing: 'past' }, late);
    gauge.set({ clock: 'national', standing: 'soon' }, lateSoon);
  };
}
