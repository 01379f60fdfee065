import type { DigestFacts } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { DeadlineDays } from '../deadlines/deadline-counts';
import { PgReports } from '../reports/pg-reports';
import { closedSince, openIncidents } from './alert-standing';

const DAY_MS = 86_400_000;

/** What the mail of the morning says: numbers of the whole province. */
export async function readAlertDigest(
  dataSource: DataSource,
  { days, now }: { readonly days: DeadlineDays; readonly now: Date },
): Promise<DigestFacts> {
  const reports = new PgReports(dataSource);
  const [classes, queue, deadlines, requests, open, closedLately] = await Promise.all([
    reports.classes(),
    reports.queueDepth(),
    reports.deadlines(days),
    reports.requests(days),
    openIncidents(dataSource),
    closedSince(dataSource, new Date(now.getTime() - DAY_MS)),
  ]);
  const { late, lateSoon, overdue } = deadlines;
  const { overdue: requestsOverdue, dueSoon: requestsSoon } = requests;
  return {
    classes,
    due: queue.due,
    late,
    lateSoon,
    overdue,
    requestsOverdue,
    requestsSoon,
    open,
    closedLately,
  };
}
