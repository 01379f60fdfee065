import type { OutageReport, OutageStore, StandingOutage } from '@kntc/domain';

interface Row {
  readonly scope: string;
  code: string;
  isOver: boolean;
  failedProbes: number;
  readonly shut: Set<string>;
}

/** Outages without a database; what waits is what a test says. */
export class InMemoryOutages implements OutageStore {
  readonly rows: Row[] = [];
  /** Scopes whose waiting records were listed, one entry each time. */
  readonly listings: string[] = [];
  readonly shares: (number | undefined)[] = [];
  readonly work = { asked: 0, done: 0 };
  /** Whether anything of an outage still waits. */
  isWaiting = true;

  report(
    processId: string,
    { scope, code, isNews, newFailedProbes }: OutageReport,
  ): Promise<'began' | 'joined'> {
    const open = this.#open(scope);
    const row = open ?? { scope, code, isOver: false, failedProbes: 0, shut: new Set<string>() };
    if (isNews) row.code = code;
    row.failedProbes += newFailedProbes;
    row.shut.add(processId);
    if (open === undefined) this.rows.push(row);
    return Promise.resolve(open === undefined ? 'began' : 'joined');
  }

  listWaiting(scope: string): Promise<void> {
    this.listings.push(scope);
    return Promise.resolve();
  }

  reopened(processId: string, scope: string): Promise<void> {
    this.#open(scope)?.shut.delete(processId);
    return Promise.resolve();
  }

  end(scope: string, isDelivering: boolean): Promise<boolean> {
    const row = this.#open(scope);
    const isOver = row !== undefined && row.shut.size === 0 && (isDelivering || !this.isWaiting);
    if (row !== undefined) row.isOver = isOver;
    return Promise.resolve(isOver);
  }

  standing(): Promise<readonly StandingOutage[]> {
    return Promise.resolve(this.rows.filter(({ isOver }) => !isOver));
  }

  noteShare(_processId: string, share: number | undefined): Promise<void> {
    this.shares.push(share);
    return Promise.resolve();
  }

  noteWork(asked: number, done: number): Promise<void> {
    this.work.asked += asked;
    this.work.done += done;
    return Promise.resolve();
  }

  #open(scope: string): Row | undefined {
    return this.rows.find((row) => row.scope === scope && !row.isOver);
  }
}
