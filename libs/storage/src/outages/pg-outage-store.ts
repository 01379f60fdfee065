import type { OutageReport, OutageStore, ShutGate, StandingOutage } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import {
  END,
  FORGET_WORK,
  LIST_WAITING,
  NOTE_SHARE,
  NOTE_WORK,
  REOPENED,
  REPORT,
  STANDING,
} from './outage-statements';

/** {@link OutageStore} on PostgreSQL. */
export class PgOutageStore implements OutageStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provinceId: string,
  ) {}

  async report(processId: string, report: OutageReport): Promise<'began' | 'joined'> {
    const rows: { began: boolean }[] = await this.dataSource.query(REPORT, [
      this.provinceId,
      report.scope,
      report.code,
      report.shutForMs,
      report.lastProbeAgoMs ?? null,
      report.newFailedProbes,
      report.nextProbeInMs,
      report.isNews,
      processId,
    ]);
    return rows[0]?.began === true ? 'began' : 'joined';
  }

  async listWaiting(scope: string, agencies: ShutGate['agencies']): Promise<void> {
    await this.dataSource.query(LIST_WAITING, [scope, agencies ?? null]);
  }

  async reopened(processId: string, scope: string): Promise<void> {
    await this.dataSource.query(REOPENED, [processId, scope]);
  }

  async end(scope: string, isDelivering: boolean): Promise<boolean> {
    const [rows]: [unknown[], number] = await this.dataSource.query(END, [scope, isDelivering]);
    return rows.length > 0;
  }

  standing(): Promise<readonly StandingOutage[]> {
    return this.dataSource.query(STANDING);
  }

  async noteShare(processId: string, share: number | undefined): Promise<void> {
    if (share === undefined)
      await this.dataSource.query('delete from delivery_ramp where process_id = $1', [processId]);
    else await this.dataSource.query(NOTE_SHARE, [processId, this.provinceId, share]);
  }

  async noteWork(asked: number, done: number): Promise<void> {
    const rows: { is_new: boolean }[] = await this.dataSource.query(NOTE_WORK, [
      this.provinceId,
      asked,
      done,
    ]);
    if (rows[0]?.is_new === true) await this.dataSource.query(FORGET_WORK);
  }
}
