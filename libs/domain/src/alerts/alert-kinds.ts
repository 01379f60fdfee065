/** How soon a person must look: at once also at night, within the working day, when there is time. */
export const ALERT_SEVERITIES = ['critical', 'serious', 'warning'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

interface AlertKindRule {
  readonly severity: AlertSeverity;
  /** It must have been so for this long before anybody is told; what passes by itself within it is no incident. */
  readonly opensAfterMs: number;
  /** An acknowledgement ends when there are more of them than were acknowledged: the new ones nobody knows of. */
  readonly wakesWhenGrown?: true;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Everything anybody is alerted of. Which condition is which kind stands in `alert-conditions.ts`, what is said of it in
 * `alert-text.ts`.
 */
export const ALERT_KINDS = {
  /** Delivery paused itself, or a side went back in time: only people end it, and nothing is sent before. */
  'delivery-paused': { severity: 'critical', opensAfterMs: 0 },
  'went-back': { severity: 'critical', opensAfterMs: 0 },
  /** Audit or receipts do not fit to their witness. */
  'audit-broken': { severity: 'critical', opensAfterMs: 0 },
  /** Of the whole far side. One row of `outage` already is more than a moment. */
  outage: { severity: 'critical', opensAfterMs: MINUTE },
  /** The ledger does not add up; a record that is just being stored is not counted yet. */
  unaccounted: { severity: 'critical', opensAfterMs: 5 * MINUTE, wakesWhenGrown: true },
  'disk-full': { severity: 'critical', opensAfterMs: MINUTE },
  /** Of the account of some agencies. */
  'account-refused': { severity: 'serious', opensAfterMs: MINUTE },
  'source-paused': { severity: 'serious', opensAfterMs: 10 * MINUTE },
  'source-missing': { severity: 'serious', opensAfterMs: MINUTE },
  'witness-away': { severity: 'serious', opensAfterMs: 5 * MINUTE },
  'receipts-unsigned': { severity: 'serious', opensAfterMs: 10 * MINUTE },
  'queue-stale': { severity: 'serious', opensAfterMs: MINUTE },
  'unknown-outcomes': { severity: 'serious', opensAfterMs: HOUR },
  'duplicates-unchecked': { severity: 'serious', opensAfterMs: 15 * MINUTE },
  /** The far side shows them as late already. */
  late: { severity: 'serious', opensAfterMs: 0, wakesWhenGrown: true },
  'requests-overdue': { severity: 'serious', opensAfterMs: 0, wakesWhenGrown: true },
  /** A channel of the alerts themselves; told through the others. */
  'channel-failing': { severity: 'serious', opensAfterMs: 0 },
  /** It will within three working days. */
  'late-soon': { severity: 'warning', opensAfterMs: 0, wakesWhenGrown: true },
  'requests-soon': { severity: 'warning', opensAfterMs: 0, wakesWhenGrown: true },
  'mapping-waits': { severity: 'warning', opensAfterMs: 0 },
  'lists-wait': { severity: 'warning', opensAfterMs: 0 },
  /** By a person, and left so. */
  'queue-paused': { severity: 'warning', opensAfterMs: 8 * HOUR },
  /** As many new cases as a day may see. */
  'creates-braked': { severity: 'warning', opensAfterMs: 0 },
  /** Many records stand still for one cause that nobody acknowledged. */
  cause: { severity: 'warning', opensAfterMs: 30 * MINUTE, wakesWhenGrown: true },
} as const satisfies Readonly<Record<string, AlertKindRule>>;

export type AlertKind = keyof typeof ALERT_KINDS;
export const ALERT_KIND_NAMES = Object.keys(ALERT_KINDS) as readonly AlertKind[];

/** The rule of a kind, with what is not said of it. */
export function alertKindRule(kind: AlertKind): AlertKindRule {
  return ALERT_KINDS[kind];
}

/** Kinds that say how many of each agency: the only ones that somebody hears of who is told of some agencies. */
export const KINDS_BY_AGENCY: readonly AlertKind[] = [
  'late',
  'late-soon',
  'requests-overdue',
  'requests-soon',
];
