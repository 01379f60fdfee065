import type { AlertIncident } from '@kntc/domain';
import type { Listing } from '../lists/listing';
import { incidentColumns, toIncident, type IncidentRow } from './alert-rows';

export const ALERT_STATES = ['open', 'acknowledged', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** An incident with who was told of it. */
export interface ListedIncident {
  readonly incident: AlertIncident;
  readonly state: AlertState;
  /** Step of the escalation it has reached, from 0; `null`: nobody was told. */
  readonly level: number | null;
  /** Channels that were told, and when last. */
  readonly told: readonly string[];
  readonly toldAt: Date | null;
}

export interface AlertFilter {
  readonly state?: AlertState | undefined;
  readonly kind?: string | undefined;
  /** Only what concerns one of these, and what stops everybody; absent: the whole province. */
  readonly agencies?: readonly string[] | undefined;
}

/** An acknowledgement that is over counts no more. */
const STATE = `case when i.closed_at is not null then 'closed'
  when i.acknowledged_until > clock_timestamp() then 'acknowledged' else 'open' end`;
const SENT = 'from alert_notice n where n.incident_id = i.id and n.sent_at is not null';

/** Incidents people are told of, newest first. Nothing in them is of a case. */
export const ALERTS: Listing<AlertFilter, ListedIncident> = {
  columns: `${incidentColumns('i')}, ${STATE} as state, (select max(n.level) ${SENT}) as level,
    array(select distinct n.channel ${SENT} order by 1) as told, (select max(n.sent_at) ${SENT}) as told_at`,
  from: (seen) => `alert_incident i where i.opened_at is not null and ${seen}`,
  order: [
    { sql: 'i.opened_at', type: 'timestamptz' },
    { sql: 'i.id', type: 'bigint' },
  ],
  isNewestFirst: true,
  filters: {
    state: (value, bind) => [`${STATE} = ${bind(value)}`],
    kind: (value, bind) => [`i.kind = ${bind(value)}`],
    agencies: (value, bind) => [`(i.kind = 'outage' or i.facts -> 'byAgency' ?| ${bind(value)}::text[])`],
  },
  toRow: (row) => ({
    incident: toIncident(row as unknown as IncidentRow),
    state: row['state'] as AlertState,
    level: row['level'] as number | null,
    told: row['told'] as readonly string[],
    toldAt: row['told_at'] as Date | null,
  }),
};
