import type { LedgerEntry } from './ledger-entry';

export type Statistics = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Counts per method and decision; look-ups, refused log-ins and what came too fast are counted since the last start only. */
export class Counters {
  private readonly counts = new Map<string, Map<string, number>>();

  add(method: string, decision: LedgerEntry['decision'] | 'answered' | 'unauthorized' | 'too-many'): void {
    const decisions = this.counts.get(method) ?? new Map<string, number>();
    this.counts.set(method, decisions.set(decision, (decisions.get(decision) ?? 0) + 1));
  }

  asRecord(): Statistics {
    return Object.fromEntries(
      [...this.counts].map(([method, counts]) => [method, Object.fromEntries(counts)]),
    );
  }
}
