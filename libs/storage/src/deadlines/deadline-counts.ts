import type { DataSource } from 'typeorm';
import { visible, type RowScope } from '../access/row-scope';

/** How many petitions are in time, by the clock of the law and by what the far side would show. */
export interface DeadlineCounts {
  /** The term that runs is over. */
  readonly overdue: number;
  /** It ends by {@link DeadlineDays.soon}. */
  readonly dueSoon: number;
  /** The far side shows them as late, because something of them is not sent. */
  readonly late: number;
  /** It will by then. */
  readonly lateSoon: number;
  /** The term is paused by a suspension. */
  readonly paused: number;
}

/** Days in Vietnam, `yyyy-MM-dd`. */
export interface DeadlineDays {
  readonly today: string;
  /** Up to and with this day something is soon. */
  readonly soon: string;
}

/** One look through what is open. Nothing sealed is opened here. */
export async function deadlineCounts(
  on: Pick<DataSource, 'query'>,
  { today, soon }: DeadlineDays,
  scope: RowScope = 'everything',
): Promise<DeadlineCounts> {
  const seen = visible(scope, 3, { caseId: 'd.case_id', agencyId: 'd.owner_id' });
  const rows: DeadlineCounts[] = await on.query(
    `select count(*) filter (where d.due_on < $1::date)::int as overdue,
       count(*) filter (where d.due_on between $1::date and $2::date)::int as "dueSoon",
       count(*) filter (where d.late_on <= $1::date)::int as late,
       count(*) filter (where d.late_on > $1::date and d.late_on <= $2::date)::int as "lateSoon",
       count(*) filter (where d.stage is not null and d.due_on is null)::int as paused
     from deadline_record d where ${seen.sql}`,
    [today, soon, ...seen.values],
  );
  return rows[0] ?? { overdue: 0, dueSoon: 0, late: 0, lateSoon: 0, paused: 0 };
}
