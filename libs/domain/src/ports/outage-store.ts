import type { ShutGate } from '../outage/outage';

/** An outage that is not over, as far as a process needs it. */
export interface StandingOutage {
  readonly scope: string;
  readonly code: string;
}

/** What one process has to say of a gate that is shut. */
export interface OutageReport extends ShutGate {
  /** The reason is another than this process reported before: it is written down with its time. */
  readonly isNews: boolean;
  /** Questions in vain since the report before. */
  readonly newFailedProbes: number;
}

/**
 * Outages (gián đoạn kết nối), one for all processes: whoever meets it first begins it, the others join. A crash leaves it
 * as it is, and whoever starts next goes on with it. Times are those of the database clock.
 */
export interface OutageStore {
  /** Begins the outage of this scope, or joins it; `began` is told once for all processes. */
  report(processId: string, report: OutageReport): Promise<'began' | 'joined'>;
  /** Puts on the outage's list what waits now, and what became unknown in it. Nothing is listed twice. */
  listWaiting(scope: string, agencies: ShutGate['agencies']): Promise<void>;
  /** The far side answers this process again. */
  reopened(processId: string, scope: string): Promise<void>;
  /**
   * Ends the outage when deliveries succeed again (`isDelivering`) or nothing of it waits any more; not while another
   * living process still finds the gate shut. Whether it ended now.
   */
  end(scope: string, isDelivering: boolean): Promise<boolean>;
  /** Outages that are not over. */
  standing(): Promise<readonly StandingOutage[]>;
  /** How much of the limit this process uses after an outage; `undefined`: all of it. */
  noteShare(processId: string, share: number | undefined): Promise<void>;
  /** What was done since this was told before, for the estimate of later ones. */
  noteWork(asked: number, done: number): Promise<void>;
}
