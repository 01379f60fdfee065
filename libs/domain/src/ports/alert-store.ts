import type { AlertCondition, AlertIncident, ToldOf } from '../alerts/alert';
import type { AlertKind } from '../alerts/alert-kinds';
import type { AlertRules } from '../alerts/alert-rules';
import type { AlertSendFailure } from './alert-sender';

/** A message that may go out now. */
export interface DueNotice {
  readonly id: string;
  readonly channel: string;
  readonly what: ToldOf | 'digest' | 'test';
  /** Attempts in vain so far. */
  readonly attempts: number;
  /** Absent: a digest, a test. */
  readonly incident: AlertIncident | undefined;
}

/**
 * Incidents and the messages about them. What is to be sent is stored before it is sent, and that it was sent afterwards: a crash
 * in between repeats a message and loses none.
 */
export interface AlertStore {
  /** One process of all looks and sends at a time. @returns whether it is this one, until `leaseMs` from now */
  take(process: string, leaseMs: number): Promise<boolean>;
  /** Another process may look at once; nothing where this one does not look. */
  release(process: string): Promise<void>;
  /** By which everything is decided: of the database. */
  now(): Promise<Date>;
  /** Brings incidents up to what is seen, and stores what is to be sent about them, in one transaction. */
  keep(
    conditions: readonly AlertCondition[],
    by: { readonly now: Date; readonly rules: AlertRules; readonly unseen?: readonly AlertKind[] },
  ): Promise<void>;
  /** Stores the digest of a day (`yyyy-MM-dd`) for these channels; one that is there already stays as it is. */
  planDigest(day: string, channels: readonly string[], now: Date): Promise<void>;
  due(now: Date, channels: readonly string[]): Promise<readonly DueNotice[]>;
  sent(ids: readonly string[], now: Date): Promise<void>;
  failed(ids: readonly string[], why: AlertSendFailure, nextAt: Date): Promise<void>;
}
