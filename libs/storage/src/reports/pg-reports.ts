import type { ReasonCode, RecordIssue, StepKind } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type Condition, type RowScope } from '../access/row-scope';
import { IS_BRAKED } from '../brakes/brake-statements';
import { deadlineCounts, type DeadlineCounts, type DeadlineDays } from '../deadlines/deadline-counts';
import { CAUSE_ID, REASONS_OF_RECORDS } from '../lists/cause-list';
import { openRequests, type RequestCounts } from '../requests/request-list';
import { secretAmong } from '../secret/pg-secret-store';
import { toCause, toSourceState } from './report-rows';
import type {
  Cause,
  QueueDepth,
  ReasonedStanding,
  SourceState,
  SourceStateRow,
  Standing,
  StandingClass,
} from './report-rows';

/** Read models for people: summary, overview, lists. Nothing sealed is ever opened here. */
export class PgReports {
  /** @param scope whose rows are counted and listed; applies to what the overview and the lists of the API ask for */
  constructor(
    private readonly dataSource: DataSource,
    private readonly scope: RowScope = 'everything',
  ) {}

  /** The same reports as one account may see them. */
  seenBy(scope: RowScope): PgReports {
    return new PgReports(this.dataSource, scope);
  }

  /** Where these keys stand; keys nobody knows are absent, which is what makes them unaccounted. */
  async standings(sourceId: string, keys: readonly string[]): Promise<readonly Standing[]> {
    return this.dataSource.query(
      'select local_key as "localKey", class, kind from record_standing where source_id = $1 and local_key = any($2)',
      [sourceId, keys],
    );
  }

  /** {@link standings} with the reasons, for the one who handed the records in. */
  async reasonedStandings(
    sourceId: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, ReasonedStanding>> {
    const rows: {
      key: string;
      class: StandingClass | null;
      reasons: readonly RecordIssue[];
      hold_code: ReasonCode | null;
      hold_step: StepKind | null;
      hold_detail: string | null;
      judged_at: Date;
    }[] = await this.dataSource.query(
      `select local_key as key, class, reasons, hold_code, hold_step, hold_detail, judged_at
       from record_standing where source_id = $1 and local_key = any($2)`,
      [sourceId, keys],
    );
    return new Map(
      rows.map((row) => [
        row.key,
        {
          class: row.class,
          reasons: row.reasons,
          holdCode: row.hold_code ?? undefined,
          holdStep: row.hold_step ?? undefined,
          holdDetail: row.hold_detail ?? undefined,
          judgedAt: row.judged_at,
        },
      ]),
    );
  }

  /** Where everything stands that was ever read from a source; for the account of one that cannot be asked now. */
  async allStandings(sourceId: string): Promise<readonly (Omit<Standing, 'localKey'> & { count: number })[]> {
    return this.dataSource.query(
      'select class, kind, count(*)::int as count from record_standing where source_id = $1 and gone_at is null group by class, kind',
      [sourceId],
    );
  }

  /** Which of these digests of keys are secret records of a source, of which nothing else is stored. */
  secretAmong(sourceId: string, digests: readonly string[]): Promise<ReadonlySet<string>> {
    return secretAmong(this.dataSource, sourceId, digests);
  }

  async confirmedSteps(): Promise<ReadonlyMap<StepKind, number>> {
    const rows: { kind: StepKind; count: string }[] = await this.dataSource.query(
      'select kind, count(*) from step group by kind',
    );
    return new Map(rows.map((row) => [row.kind, Number(row.count)]));
  }

  async queueDepth(): Promise<QueueDepth> {
    const seen = this.seen(1, NATIONAL);
    const rows: Record<string, string | null>[] = await this.dataSource.query(
      // What is due but no longer accepted waits for the record, not for delivery: it is no queue. Joined and not asked
      // row by row: one plan that reads each table once.
      `select count(*) filter (where o.state = 'due' and not ${IS_BRAKED}) as due, count(*) filter (where ${IS_BRAKED}) as braked,
         count(*) filter (where o.state = 'in_flight') as in_flight,
         count(*) filter (where o.state = 'unknown') as unknown,
         min(o.due_at) filter (where o.state = 'due' and not ${IS_BRAKED})::text as oldest,
         greatest(0, extract(epoch from clock_timestamp() - min(o.due_at) filter (where o.state = 'due' and not ${IS_BRAKED}))) as seconds
       from outbox o
       join national_record n on n.id = o.national_record_id
       left join source_record r on r.case_id = n.case_id
       where ${seen.sql} and (o.state in ('in_flight', 'unknown')
         or (o.state = 'due' and not o.parked and (r.id is null or (r.class = 'accepted' and r.gone_at is null))))`,
      [...seen.values],
    );
    const row = rows[0] ?? {};
    return {
      due: Number(row['due'] ?? 0),
      braked: Number(row['braked'] ?? 0),
      inFlight: Number(row['in_flight'] ?? 0),
      unknown: Number(row['unknown'] ?? 0),
      oldestDueAt: row['oldest'] ?? undefined,
      oldestDueSeconds: Number(row['seconds'] ?? 0),
    };
  }

  /** How many petitions are in time. */
  deadlines(days: DeadlineDays): Promise<DeadlineCounts> {
    return deadlineCounts(this.dataSource, days, this.scope);
  }

  /** Requests of the inspectorate that nobody replied to. */
  requests(days: DeadlineDays): Promise<RequestCounts> {
    return openRequests(this.dataSource, days, this.scope);
  }

  async classes(): Promise<ReadonlyMap<StandingClass | 'unaccounted', number>> {
    const seen = this.seen(1);
    const rows: { class: StandingClass | null; count: string }[] = await this.dataSource.query(
      `select class, count(*) from record_standing s where gone_at is null and ${seen.sql} group by class`,
      [...seen.values],
    );
    return new Map(rows.map((row) => [row.class ?? 'unaccounted', Number(row.count)]));
  }

  /** Records whose row is gone at the source; they stand in none of the {@link classes}. */
  async goneCount(): Promise<number> {
    const seen = this.seen(1);
    const rows: { count: string }[] = await this.dataSource.query(
      `select count(*) from record_standing s where gone_at is not null and ${seen.sql}`,
      [...seen.values],
    );
    return Number(rows[0]?.count ?? 0);
  }

  /** {@link goneCount} by source; a source without such records is absent. */
  async goneBySource(): Promise<ReadonlyMap<string, number>> {
    const rows: { source_id: string; count: string }[] = await this.dataSource.query(
      'select source_id, count(*) from source_record where gone_at is not null group by source_id',
    );
    return new Map(rows.map((row) => [row.source_id, Number(row.count)]));
  }

  async causes(limit: number): Promise<readonly Cause[]> {
    const seen = this.seen(2);
    const rows: Record<string, string | number | null>[] = await this.dataSource.query(
      `select s.class, s.code, s.field, s.list, s."localCode", s.source, count(distinct s.id) as records, min(s.since) as oldest, ${CAUSE_ID} as id
       from (${REASONS_OF_RECORDS}) s where ${seen.sql}
       group by 1, 2, 3, 4, 5, 6 order by records desc, oldest limit $1`,
      [limit, ...seen.values],
    );
    return rows.map(toCause);
  }

  async holdCounts(): Promise<ReadonlyMap<string, number>> {
    const rows: { hold_code: string; count: string }[] = await this.dataSource.query(
      "select hold_code, count(*) from outbox where state = 'held' group by hold_code",
    );
    return new Map(rows.map((row) => [row.hold_code, Number(row.count)]));
  }

  async quarantineCounts(): Promise<ReadonlyMap<string, number>> {
    const rows: { code: string; count: string }[] = await this.dataSource.query(
      `select reasons -> 0 ->> 'code' as code, count(*) from source_record
       where class = 'quarantined' and gone_at is null group by 1`,
    );
    return new Map(rows.map((row) => [row.code, Number(row.count)]));
  }

  /** Every source there is, also one whose first mapping waits and that was never read. */
  async sources(): Promise<readonly SourceState[]> {
    const rows: SourceStateRow[] = await this.dataSource.query(
      `select coalesce(s.id, w.source_id) as id, coalesce(s.title, w.title) as title, s.paused_code, s.paused_detail, s.read_at,
         case when s.went_back_at > clock_timestamp() - interval '7 days' then s.went_back_at end as went_back_at,
         s.gone_missing, s.gone_stood, s.digest_pass_at, s.digest_pass,
         (select count(*)::int from outdated_process p where p.source_id = s.id and p.mapping_version <> s.mapping_version
            and p.seen_at > clock_timestamp() - interval '2 minutes') as outdated, w.version as waiting, w.began_at as waits_since
       from source s full join mapping_wait w on w.source_id = s.id order by 1`,
    );
    return rows.map(toSourceState);
  }

  private seen(first: number, columns?: typeof NATIONAL): Condition {
    return visible(this.scope, first, columns);
  }
}
