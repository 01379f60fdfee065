import type { LedgerClass, LedgerLine, PetitionKind, ReasonCode } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { visible, type Columns, type RowScope } from '../access/row-scope';

const LEDGER: Columns = { caseId: 'l.case_id', agencyId: 'l.owner_id' };

/** What the ledger is narrowed to; absent = all. */
export interface LedgerFilter {
  readonly agency?: string | undefined;
  /** `yyyy-MM`, or `unknown`. */
  readonly period?: string | undefined;
  readonly kind?: PetitionKind | undefined;
}

/** Records of one agency that have waited for data since before some day, for one cause. */
export interface LongWait {
  readonly agency: string;
  readonly code: ReasonCode;
  readonly records: number;
  readonly oldestAt: string;
}

/** How long an agency's petitions took from the day they came in to their first confirmation. */
export interface Promptness {
  readonly agency: string;
  readonly confirmed: number;
  /** Calendar days: half of them, and nine of ten, took no longer. */
  readonly medianDays: number;
  readonly mostDays: number;
}

interface LineRow {
  readonly agency: string;
  readonly period: string | null;
  readonly kind: PetitionKind | null;
  readonly class: LedgerClass | null;
  readonly cause: string | null;
  readonly is_due: boolean;
  readonly records: number;
}

/** The numbers behind the ledger that must add up. Nothing sealed is opened here. */
export class PgLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** Every record that is still at its source, counted once for each agency that answers for it; state secrets by number only. */
  async lines(filter: LedgerFilter, scope: RowScope = 'everything'): Promise<readonly LedgerLine[]> {
    const seen = visible(scope, 4, LEDGER);
    const secrets = scope === 'everything' || scope.agencies === 'all' ? SECRETS : '';
    const rows: LineRow[] = await this.dataSource.query(
      `select agency, period, kind, class, cause, is_due, sum(records)::int as records from (
         select l.owner_id as agency, l.period, l.kind, l.class, l.cause, l.is_due, count(*) as records
         from ledger_record l where ${seen.sql} group by 1, 2, 3, 4, 5, 6 ${secrets}) x
       where ($1::text is null or agency = $1) and ($2::text is null or coalesce(period, 'unknown') = $2)
         and ($3::text is null or kind = $3)
       group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5`,
      [filter.agency ?? null, filter.period ?? null, filter.kind ?? null, ...seen.values],
    );
    return rows.map(toLine);
  }

  /** What only the far side knows for an agency, or for all, and nobody settled: beside the ledger, for it counts what is local. */
  async onlyNational(agency: string | undefined, scope: RowScope = 'everything'): Promise<number> {
    const seen = visible(scope, 2, { caseId: 'null::uuid', agencyId: 'p.agency_id' });
    const rows: { count: number }[] = await this.dataSource.query(
      `select count(*)::int as count from proposal p
       where p.state in ('open', 'awaited') and ($1::text is null or p.target_agency = $1) and ${seen.sql}`,
      [agency ?? null, ...seen.values],
    );
    return rows[0]?.count ?? 0;
  }

  /** Records in no class: a fault of ours, as a number for alarms. */
  async unaccounted(): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      'select count(*)::int as count from ledger_record where class is null',
    );
    return rows[0]?.count ?? 0;
  }

  /** Quarantined since before `before`, by agency and cause, the oldest first. */
  async longWaits(before: Date, scope: RowScope = 'everything'): Promise<readonly LongWait[]> {
    const seen = visible(scope, 2, LEDGER);
    const rows: { agency: string; code: ReasonCode; records: number; oldest: Date }[] =
      await this.dataSource.query(
        `select l.owner_id as agency, l.cause as code, count(*)::int as records, min(l.class_since) as oldest
         from ledger_record l where l.class = 'quarantined' and l.class_since < $1 and ${seen.sql}
           and l.id in (select r.id from source_record r where r.class = 'quarantined')
         group by 1, 2 order by 4, 1, 2`,
        [before, ...seen.values],
      );
    return rows.map(({ oldest, ...row }) => ({ ...row, oldestAt: oldest.toISOString() }));
  }

  /** Of what came in since a day; a petition that was there before counts by its case step alone. */
  async promptness(since: string, scope: RowScope = 'everything'): Promise<readonly Promptness[]> {
    const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    const days = `((t.confirmed_at at time zone 'Asia/Ho_Chi_Minh')::date - r.received_on)::float8`;
    return this.dataSource.query(
      `select n.agency_id as agency, count(*)::int as confirmed,
         percentile_disc(0.5) within group (order by ${days}) as "medianDays",
         percentile_disc(0.9) within group (order by ${days}) as "mostDays"
       from step t join national_record n on n.id = t.national_record_id
       join source_record r on r.case_id = n.case_id
       where t.kind = 'case' and r.received_on >= $1::date and ${seen.sql} group by 1 order by 1`,
      [since, ...seen.values],
    );
  }
}

/** Nothing but that they are there is kept of them. */
const SECRETS = `union all
  select agency_id, null, null, 'outOfScope', 'SECRET_RECORD', false, count(*) from secret_record group by 1`;

function toLine(row: LineRow): LedgerLine {
  return {
    agency: row.agency,
    period: row.period ?? undefined,
    kind: row.kind ?? undefined,
    class: row.class ?? undefined,
    cause: row.cause ?? undefined,
    isDue: row.is_due,
    records: row.records,
  };
}
