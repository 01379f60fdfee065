import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** Where both sides stood when they were compared last. */
export interface ReconciliationGauges {
  /** Records by class. */
  readonly classes: Readonly<Record<string, number>>;
  /** Open findings by evidence. */
  readonly findings: Readonly<Record<string, number>>;
  /** Records at the far side that were never compared. */
  readonly never: number;
  /** Nights until every record was compared once more, at least. */
  readonly nights: number;
  /** How long ago the record that waits longest was compared; `undefined`: none was. */
  readonly oldestSeconds: number | undefined;
}

/** Gauges of reconciliation; classes and evidence that are gone disappear. */
export function reconciliationGauges(registry: Registry): (state: ReconciliationGauges) => void {
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const compared = gauge('kntc_compared', 'National records by how both sides stood when compared last', [
    'class',
  ]);
  const findings = gauge('kntc_findings', 'Open differences between both sides, by evidence', ['code']);
  const never = gauge('kntc_never_compared', 'National records that were never compared');
  const nights = gauge(
    'kntc_reconciliation_nights',
    'Nights until every record was compared once more, at least',
  );
  const oldest = gauge(
    'kntc_oldest_comparison_seconds',
    'How long ago the record that waits longest was compared',
  );
  return (state) => {
    compared.reset();
    for (const [name, count] of Object.entries(state.classes)) compared.set({ class: name }, count);
    findings.reset();
    for (const [code, count] of Object.entries(state.findings)) findings.set({ code }, count);
    never.set(state.never);
    nights.set(state.nights);
    oldest.set(state.oldestSeconds ?? Number.NaN);
  };
}
