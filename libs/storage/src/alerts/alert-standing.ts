import { ALERT_SEND_FAILURES } from '@kntc/domain';
import type { AlertIncident, AlertSendFailure } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { incidentColumns, toIncident, type IncidentRow } from './alert-rows';

/** Fewer pass by themselves: a mail server that is started again. */
const FAILS_FROM = 3;

/** How the messages of one channel fare. */
export interface ChannelStanding {
  readonly channel: string;
  readonly waiting: number;
  /** Of the message that failed most often. */
  readonly attempts: number;
  readonly failure: AlertSendFailure | null;
  readonly sentAt: Date | null;
}

/** Incidents people are told of that are not over, the oldest first. */
export async function openIncidents(on: Pick<DataSource, 'query'>): Promise<readonly AlertIncident[]> {
  const rows: IncidentRow[] = await on.query(
    `select ${incidentColumns('i')} from alert_incident i where i.closed_at is null and i.opened_at is not null order by i.opened_at, i.id`,
  );
  return rows.map(toIncident);
}

/** Incidents that ended since. */
export async function closedSince(on: Pick<DataSource, 'query'>, since: Date): Promise<number> {
  const rows: { count: number }[] = await on.query(
    'select count(*)::int as count from alert_incident where closed_at > $1 and opened_at is not null',
    [since],
  );
  return rows[0]?.count ?? 0;
}

/** Every channel that ever was to be told something. */
export function channelStandings(on: Pick<DataSource, 'query'>): Promise<readonly ChannelStanding[]> {
  return on.query(
    `select channel, count(*) filter (where w)::int as waiting, coalesce(max(attempts) filter (where w), 0)::int as attempts,
       (array_agg(failure order by attempts desc) filter (where w and failure is not null))[1] as failure, max(sent_at) as "sentAt"
     from (select *, sent_at is null and dropped_at is null as w from alert_notice) n group by channel order by channel`,
  );
}

/** Channels whose messages fail again and again, and why, in words. Asks only about what waits: there is little of it. */
export async function failingChannels(
  on: Pick<DataSource, 'query'>,
): Promise<readonly { readonly id: string; readonly why: string }[]> {
  const rows: { id: string; failure: AlertSendFailure }[] = await on.query(
    `select distinct on (channel) channel as id, failure from alert_notice
     where sent_at is null and dropped_at is null and attempts >= ${FAILS_FROM} order by channel, attempts desc`,
  );
  return rows.map(({ id, failure }) => ({ id, why: ALERT_SEND_FAILURES[failure] }));
}
