import type {
  ReconciledPage,
  ReconciliationPage,
  ReconciliationRun,
  ReconciliationSchedule,
  ReconciliationStore,
  RecordToReconcile,
} from '@kntc/domain';

/** Runs in memory: pages as they are given, and everything that was noted. */
export class RunsInMemory implements ReconciliationStore {
  readonly noted: ReconciledPage[] = [];
  readonly schedules: ReconciliationSchedule[] = [];
  run: ReconciliationRun | undefined = { id: '1', kind: 'full', isDeliveryBusy: false };

  constructor(public records: readonly RecordToReconcile[]) {}

  keepRuns(schedule: ReconciliationSchedule): Promise<void> {
    this.schedules.push(schedule);
    return Promise.resolve();
  }

  take(
    _process: string,
    _leaseMs: number,
    except: readonly string[],
  ): Promise<ReconciliationRun | undefined> {
    return Promise.resolve(except.includes(this.run?.id ?? '') ? undefined : this.run);
  }

  readonly leases: string[] = [];

  renew(): Promise<void> {
    this.leases.push('renewed');
    return Promise.resolve();
  }

  release(): Promise<void> {
    this.leases.push('released');
    return Promise.resolve();
  }

  page(): Promise<ReconciliationPage> {
    const places = this.records.map(({ recordId }) => recordId);
    return Promise.resolve({ records: this.records, places, end: places.at(-1), isLast: true });
  }

  one(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  mayAsk(): Promise<boolean> {
    return Promise.resolve(true);
  }

  note(_run: ReconciliationRun, page: ReconciledPage): Promise<void> {
    this.noted.push(page);
    const compared = new Set(page.results.map(({ recordId }) => recordId));
    this.records = this.records.filter(({ recordId }) => !compared.has(recordId));
    return Promise.resolve();
  }

  get compared(): readonly string[] {
    return this.noted.flatMap(({ results }) =>
      results.map(({ recordId, verdict }) => `${recordId} ${verdict.kind}`),
    );
  }
}
