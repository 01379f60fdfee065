import type { AlertFacts, AlertIncident, AlertKind, DueNotice, Told, ToldOf } from '@kntc/domain';

/** An incident as it is stored. */
export interface IncidentRow {
  readonly id: string;
  readonly key: string;
  readonly kind: AlertKind;
  readonly facts: AlertFacts;
  readonly noticed_at: Date;
  readonly opened_at: Date | null;
  readonly absent_since: Date | null;
  readonly closed_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_note: string | null;
  readonly acknowledged_until: Date | null;
  readonly acknowledged_count: number | null;
}

/** @param alias of `alert_incident` */
export function incidentColumns(alias: string): string {
  const names: readonly string[] = [
    'key',
    'kind',
    'facts',
    'noticed_at',
    'opened_at',
    'absent_since',
    'closed_at',
    'acknowledged_by',
    'acknowledged_at',
    'acknowledged_note',
    'acknowledged_until',
    'acknowledged_count',
  ];
  return [`${alias}.id::text as id`, ...names.map((name) => `${alias}.${name}`)].join(', ');
}

export function toIncident(row: IncidentRow): AlertIncident {
  const { acknowledged_by: by, acknowledged_at: at, acknowledged_until: until } = row;
  const isAcknowledged = by !== null && at !== null && until !== null;
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    facts: row.facts,
    noticedAt: row.noticed_at,
    openedAt: row.opened_at ?? undefined,
    absentSince: row.absent_since ?? undefined,
    closedAt: row.closed_at ?? undefined,
    acknowledged: isAcknowledged
      ? { by, at, until, note: row.acknowledged_note ?? '', count: row.acknowledged_count ?? 0 }
      : undefined,
  };
}

export interface ToldRow {
  readonly incident_id: string;
  readonly channel: string;
  readonly what: ToldOf;
  readonly round: number;
  readonly at: Date;
  readonly is_sent: boolean;
  readonly was_sent: boolean;
}

export function toTold(row: ToldRow): Told {
  const { incident_id: incidentId, is_sent: isSent, was_sent: wasSent, ...rest } = row;
  return { ...rest, incidentId, isSent, wasSent };
}

export type DueRow = { readonly notice_id: string; readonly channel: string; readonly attempts: number } & {
  readonly what: DueNotice['what'];
} & (IncidentRow | { readonly id: null });

export function toDue(row: DueRow): DueNotice {
  const { notice_id: id, channel, what, attempts } = row;
  return { id, channel, what, attempts, incident: row.id === null ? undefined : toIncident(row) };
}
