import type { AlertKind, AlertSeverity } from './alert-kinds';
import type { QuietHours } from './quiet-hours';

/** A way to people. */
export interface AlertChannel {
  readonly id: string;
  /** Only what concerns these agencies; absent: the whole province. */
  readonly agencies?: readonly string[] | undefined;
  /** Quiet hours do not count here: somebody is awake. */
  readonly isAlways?: boolean | undefined;
}

/** Who is told, and who next where nobody says that they know. */
export interface AlertRoute {
  readonly severities: readonly AlertSeverity[];
  /** Absent: every kind. */
  readonly kinds?: readonly AlertKind[] | undefined;
  readonly steps: readonly { readonly afterMs: number; readonly to: readonly string[] }[];
}

/** What of `alerts.yaml` is a rule: who is told of what, when. */
export interface AlertRules {
  readonly channels: readonly AlertChannel[];
  readonly routes: readonly AlertRoute[];
  /** Until somebody acknowledges it, every so often. */
  readonly repeatMs: number;
  /** An incident is over when its condition was not seen for so long: what comes back within it is the same one. */
  readonly settleMs: number;
  /** In the place of what stands in `ALERT_KINDS`. */
  readonly opensAfterMs: Readonly<Partial<Record<AlertKind, number>>>;
  readonly quiet?: QuietHours | undefined;
  /** Time of day in Vietnam, `HH:mm`. */
  readonly digest?: { readonly at: string; readonly to: readonly string[] } | undefined;
  readonly thresholds: AlertThresholds;
}

export interface AlertThresholds {
  /** The oldest record that could be sent waits longer than this. */
  readonly queueStaleMs: number;
  /** So many records stand still for one cause. */
  readonly causeRecords: number;
  /** Less is free where the gateway keeps its data. */
  readonly diskFreePercent: number;
}

export const USUAL_THRESHOLDS: AlertThresholds = {
  queueStaleMs: 3_600_000,
  causeRecords: 20,
  diskFreePercent: 10,
};

/** Without a file: incidents are kept and shown, nobody is told. */
export const NO_ALERT_CHANNELS: AlertRules = {
  channels: [],
  routes: [],
  repeatMs: 4 * 3_600_000,
  settleMs: 2 * 60_000,
  opensAfterMs: {},
  thresholds: USUAL_THRESHOLDS,
};
