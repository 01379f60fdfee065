import { attentionOf } from '@kntc/domain';
import type { AlertCause, AlertLook, ByAgency } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { deliveryPause } from '../brakes/pg-delivery-pause';
import type { PgCauseNotes } from '../causes/pg-cause-notes';
import type { DeadlineDays } from '../deadlines/deadline-counts';
import { PgLedger } from '../ledger/pg-ledger';
import { waitingLists } from '../operations/pg-code-lists';
import { openOutages } from '../outages/outages';
import { queuePauses } from '../queues/queue-pause-rows';
import { PgReports } from '../reports/pg-reports';
import { openRestoration } from '../restoration/pg-restorations';
import { failingChannels } from './alert-standing';

/** The largest are told of; more than these at once are one trouble behind many. */
const MOST_CAUSES = 20;

interface Reading {
  readonly days: DeadlineDays;
  readonly now: Date;
  readonly notes: Pick<PgCauseNotes, 'notes'>;
  /** How many cases wait for their check longer than they should; absent: nobody checks. */
  readonly overdueChecks: () => Promise<number>;
}

/** What is wrong in the database, for alerts: numbers, codes and names of the configuration. */
export async function readAlertLook(
  dataSource: DataSource,
  { days, now, notes, overdueChecks }: Reading,
): Promise<AlertLook> {
  const reports = new PgReports(dataSource);
  const [pause, restoration, outages, unaccounted, sources, queue, pauses] = await Promise.all([
    deliveryPause(dataSource),
    openRestoration(dataSource),
    openOutages(dataSource),
    new PgLedger(dataSource).unaccounted(),
    reports.sources(),
    reports.queueDepth(),
    queuePauses(dataSource),
  ]);
  const [cases, requests] = await Promise.all([
    casesByAgency(dataSource, days),
    requestsByAgency(dataSource, days),
  ]);
  return {
    isDeliveryPaused: pause !== undefined,
    hasWentBack: restoration !== undefined,
    outages: outages.map(({ scope, code, affected }) => ({ scope, code, affected })),
    unaccounted,
    sources: sources.map(({ id, title, pausedCode, suspicious, mappingWaits }) => ({
      id,
      title,
      pausedCode,
      missing: suspicious?.missing,
      isMappingWaiting: mappingWaits !== undefined,
    })),
    queue,
    queuePauses: pauses.map(({ side, target }) => ({ side, target })),
    duplicatesOverdue: await overdueChecks(),
    late: byAgency(cases, 'before'),
    lateSoon: byAgency(cases, 'soon'),
    requestsOverdue: byAgency(requests, 'before'),
    requestsSoon: byAgency(requests, 'soon'),
    listsWaiting: (await waitingLists(dataSource)).length,
    causes: await causesOf(reports, notes, now),
    failingChannels: await failingChannels(dataSource),
  };
}

interface AgencyRow {
  readonly agency: string;
  readonly before: number;
  readonly soon: number;
}

function casesByAgency(dataSource: DataSource, { today, soon }: DeadlineDays): Promise<readonly AgencyRow[]> {
  return dataSource.query(
    `select d.owner_id as agency, count(*) filter (where d.late_on <= $1::date)::int as before,
       count(*) filter (where d.late_on > $1::date and d.late_on <= $2::date)::int as soon
     from deadline_record d where d.late_on <= $2::date group by 1`,
    [today, soon],
  );
}

function requestsByAgency(
  dataSource: DataSource,
  { today, soon }: DeadlineDays,
): Promise<readonly AgencyRow[]> {
  return dataSource.query(
    `select q.agency_id as agency, count(*) filter (where q.due_on < $1::date)::int as before,
       count(*) filter (where q.due_on between $1::date and $2::date)::int as soon
     from inspectorate_request q where q.replied_on is null and q.due_on <= $2::date group by 1`,
    [today, soon],
  );
}

function byAgency(rows: readonly AgencyRow[], column: 'before' | 'soon'): ByAgency {
  return Object.fromEntries(rows.filter((row) => row[column] > 0).map((row) => [row.agency, row[column]]));
}

async function causesOf(
  reports: PgReports,
  notes: Reading['notes'],
  now: Date,
): Promise<readonly AlertCause[]> {
  const causes = await reports.causes(MOST_CAUSES);
  const said = await notes.notes(causes.map(({ id }) => id));
  return causes.map(({ id, code, records }) => {
    const { state, acknowledged } = attentionOf(said.get(id) ?? [], now);
    const knownUntil = state === 'acknowledged' ? acknowledged?.until?.toISOString() : undefined;
    return { id, code, records, knownUntil };
  });
}
