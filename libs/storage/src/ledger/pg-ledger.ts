import { CROWD, NO_CHANNEL_MILESTONES } from '@kntc/domain';
import type {
  LedgerClass,
  LedgerLine,
  NoChannelMilestone,
  PetitionKind,
  ReasonCode,
  StepKind,
} from '@kntc/domain';
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

/** How long one step of an agency's petitions took to stand at the far side. */
export interface StepTimes {
  readonly agency: string;
  readonly step: StepKind;
  readonly confirmed: number;
  /** Of them: with a full date of the milestone, so that the days could be counted. */
  readonly dated: number;
  /** Calendar days from the milestone; half of them, and nine of ten, took no longer. `null`: none is dated. */
  readonly medianDays: number | null;
  readonly mostDays: number | null;
  /** Hours since the gateway learnt of it; `null`: confirmed before that was kept. */
  readonly medianHours: number | null;
  readonly mostHours: number | null;
}

/** So many milestones of one kind and agency, counted as the report forms do. */
export interface MilestoneCount {
  readonly agency: string;
  readonly milestone: NoChannelMilestone;
  readonly items: number;
  readonly cases: number;
  readonly people: number;
  readonly crowds: number;
  /** Typed in by hand, as somebody said. */
  readonly entered: number;
}

/** A correction confirms a step again: the first time tells how long it took. */
const CONFIRMED_AT = 'coalesce(t.first_confirmed_at, t.confirmed_at)';

interface LineRow {
  readonly agency: string;
  readonly period: string | null;
  readonly kind: PetitionKind | null;
  readonly class: LedgerClass | null;
  readonly cause: string | null;
  readonly is_due: boolean;
  readonly records: number;
  readonly cases: number;
  readonly visits: number;
  readonly people: number;
  readonly crowds: number;
}

/** The numbers behind the ledger that must add up. Nothing sealed is opened here. */
export class PgLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** Every record that is still at its source, counted once for each agency that answers for it; state secrets by number only. */
  async lines(filter: LedgerFilter, scope: RowScope = 'everything'): Promise<readonly LedgerLine[]> {
    const seen = visible(scope, 4, LEDGER);
    const secrets = scope === 'everything' || scope.agencies === 'all' ? SECRETS : '';
    const rows: LineRow[] = await this.dataSource.query(
      `select agency, period, kind, class, cause, is_due, sum(records)::int as records, sum(cases)::int as cases,
         sum(visits)::int as visits, sum(people)::int as people, sum(crowds)::int as crowds from (
         select l.owner_id as agency, l.period, l.kind, l.class, ${CAUSE} as cause, l.is_due, count(*) as records, ${UNITS}
         from ${LEDGER_ROWS} where ${seen.sql} group by 1, 2, 3, 4, 5, 6 ${secrets}) x
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

  /**
   * How long each step took, of what came in since a day: from the day the milestone happened, and from when it was learnt here.
   * The first step is counted from the day of reception and from the first reading.
   */
  async stepTimes(since: string, scope: RowScope = 'everything'): Promise<readonly StepTimes[]> {
    const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    return this.dataSource.query(
      `select agency, step, count(*)::int as confirmed, count(days)::int as dated,
         percentile_disc(0.5) within group (order by days) as "medianDays",
         percentile_disc(0.9) within group (order by days) as "mostDays",
         percentile_disc(0.5) within group (order by hours) as "medianHours",
         percentile_disc(0.9) within group (order by hours) as "mostHours"
       from (
         select n.agency_id as agency, t.kind as step,
           ((${CONFIRMED_AT} at time zone 'Asia/Ho_Chi_Minh')::date
             - case when t.kind = 'case' then r.received_on else m.happened_on end)::float8 as days,
           greatest(0, extract(epoch from ${CONFIRMED_AT}
             - case when t.kind = 'case' then r.first_read_at else m.learnt_at end) / 3600)::float8 as hours
         from step t join national_record n on n.id = t.national_record_id
         join source_record r on r.case_id = n.case_id
         left join case_milestone m on m.case_id = n.case_id and m.milestone = t.kind and m.ordinal = t.ordinal
         where r.received_on >= $1::date and ${seen.sql}) x
       group by 1, 2 order by 1, array_position(array['case', 'handling', 'acceptance', 'resolution', 'enforcement'], step)`,
      [since, ...seen.values],
    );
  }

  /**
   * Milestones of cases for which no interface has a message, beside the sum: their cases are counted in it. A month is that of the
   * milestone ({@link milestonePeriod}), as in the list of those to be typed in, not the one in which the petition came.
   */
  async noChannelMilestones(
    { agency, period, kind }: LedgerFilter,
    scope: RowScope = 'everything',
  ): Promise<readonly MilestoneCount[]> {
    const seen = visible(scope, 5, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    return this.dataSource.query(
      `select agency, milestone, count(*)::int as items, count(*) filter (where is_first)::int as cases,
         coalesce(sum(people) filter (where is_first), 0)::int as people,
         count(*) filter (where is_first and people >= ${CROWD})::int as crowds, count(entry)::int as entered
       from (
         select n.agency_id as agency, m.milestone, r.people, e.id as entry,
           row_number() over (partition by m.case_id, m.milestone order by m.ordinal) = 1 as is_first
         from case_milestone m join national_record n on n.case_id = m.case_id join case_file f on f.id = m.case_id
         join source_record r on r.case_id = m.case_id
         left join no_channel_entry e
           on e.national_record_id = n.id and e.milestone = m.milestone and e.ordinal = m.ordinal
         where m.milestone = any($4::text[]) and r.gone_at is null and ($1::text is null or n.agency_id = $1)
           and ($2::text is null or coalesce(to_char(m.happened_on, 'YYYY-MM'), 'unknown') = $2)
           and ($3::text is null or f.kind = $3) and ${seen.sql}) x
       group by 1, 2 order by 1, array_position($4::text[], milestone)`,
      [agency ?? null, period ?? null, kind ?? null, NO_CHANNEL_MILESTONES, ...seen.values],
    );
  }

  /** Of what came in since a day; a petition that was there before counts by its case step alone. */
  async promptness(since: string, scope: RowScope = 'everything'): Promise<readonly Promptness[]> {
    const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    const days = `((${CONFIRMED_AT} at time zone 'Asia/Ho_Chi_Minh')::date - r.received_on)::float8`;
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

/** Records with what is counted of them besides themselves, and the proof that somebody typed a visit in by hand. */
const LEDGER_ROWS = `ledger_record l join source_record r on r.id = l.id left join case_file f on f.id = l.case_id
  left join reception_entry e on e.record_id = l.id`;
/** What was typed in by hand stays in its class: nobody confirmed it. */
const CAUSE = `case when l.class = 'noChannel' and e.id is not null then 'RECEPTION_ENTERED' else l.cause end`;
const UNITS = `count(*) filter (where f.duplicate_of is null) as cases, count(*) filter (where r.is_visit) as visits,
  coalesce(sum(r.people), 0) as people, count(*) filter (where r.people >= ${CROWD}) as crowds`;

/** Nothing but that they are there is kept of them. */
const SECRETS = `union all
  select agency_id, null, null, 'outOfScope', 'SECRET_RECORD', false, count(*), 0, 0, 0, 0 from secret_record group by 1`;

function toLine(row: LineRow): LedgerLine {
  return {
    agency: row.agency,
    period: row.period ?? undefined,
    kind: row.kind ?? undefined,
    class: row.class ?? undefined,
    cause: row.cause ?? undefined,
    isDue: row.is_due,
    records: row.records,
    units: { cases: row.cases, visits: row.visits, people: row.people, crowds: row.crowds },
  };
}
