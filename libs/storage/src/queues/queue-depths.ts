import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { IS_BRAKED } from '../brakes/brake-statements';

/** What of one agency's records goes to the far side. */
export interface DestinationDepth {
  readonly agency: string;
  /** Due now, or put off for a short while after a failure; without those that are braked. */
  readonly due: number;
  /** Wait for the next day or a campaign. */
  readonly braked: number;
  readonly inFlight: number;
  readonly unknown: number;
  /** Since when the oldest of those that are due could have been sent; ISO text. */
  readonly oldestAt: string | null;
}

/**
 * Rows of the outbox that are a queue: what is due but no longer accepted waits for the record, not for delivery, and what an
 * agency in shadow has is not sent. Joined and not asked row by row: one plan that reads each table once.
 */
const QUEUED = `
  outbox o join national_record n on n.id = o.national_record_id
  left join source_record r on r.case_id = n.case_id
  where (o.state in ('in_flight', 'unknown')
    or (o.state = 'due' and not o.parked and (r.id is null or (r.class = 'accepted' and r.gone_at is null))))`;

/** By agency; agencies with an empty queue are absent. */
export function destinationDepths(
  dataSource: DataSource,
  scope: RowScope,
): Promise<readonly DestinationDepth[]> {
  const seen = visible(scope, 1, NATIONAL);
  return dataSource.query(
    `select o.agency_id as agency,
       (count(*) filter (where o.state = 'due' and not ${IS_BRAKED}))::int as due,
       (count(*) filter (where ${IS_BRAKED}))::int as braked,
       (count(*) filter (where o.state = 'in_flight'))::int as "inFlight",
       (count(*) filter (where o.state = 'unknown'))::int as unknown,
       to_json(min(o.due_at) filter (where o.state = 'due' and not ${IS_BRAKED})) #>> '{}' as "oldestAt"
     from ${QUEUED} and ${seen.sql} group by 1 order by 1`,
    [...seen.values],
  );
}

/** Counted no further: behind it the number says nothing more to anybody. */
const MOST_COUNTED = 100_000;

/**
 * Records of a source that must be judged once more: by another mapping, crosswalk or rule, or because a person decided
 * something. In two halves, each a range of one index.
 * @param judgedWith what a judgement of today is marked with
 */
export async function waitingForJudgement(
  dataSource: DataSource,
  sourceId: string,
  judgedWith: string,
): Promise<number> {
  const half = (comparison: '<' | '>'): string =>
    `(select 1 from source_record where source_id = $1 and judged_with ${comparison} $2 limit ${MOST_COUNTED})`;
  const rows: { count: number }[] = await dataSource.query(
    `select count(*)::int as count from (${half('<')} union all ${half('>')}) r`,
    [sourceId, judgedWith],
  );
  return rows[0]?.count ?? 0;
}
