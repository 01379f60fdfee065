import {
  adjusted,
  changesBetween,
  compareSides,
  frozen,
  reportPeriod,
  type FigureChange,
  type FrozenFigures,
  type Ids,
  type ReportPeriod,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import type { PgStatutory } from './pg-statutory';

export interface StatutoryPeriodTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly statutory: PgStatutory;
  readonly provinceId: string;
}

/** A period of one agency, or of the whole province. */
export interface PeriodOf {
  readonly period: ReportPeriod;
  readonly agency?: string | undefined;
}

/** A period that was signed, with what was adjusted since; oldest adjustment first. */
export interface ClosedPeriod {
  readonly period: string;
  /** Empty: the whole province. */
  readonly agency: string;
  readonly closedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
  readonly closedAt: string;
  readonly adjustments: readonly PeriodAdjustment[];
}

export interface PeriodAdjustment {
  readonly adjustedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
  readonly adjustedAt: string;
  readonly changes: readonly FigureChange[];
}

interface PeriodRow {
  readonly id: string;
  readonly period: string;
  readonly scope: string;
  readonly figures: FrozenFigures;
  readonly closed_by: string;
  readonly approved_by: string;
  readonly reason: string;
  readonly closed_at: Date;
  readonly adjustments: readonly PeriodAdjustment[];
}

/**
 * Signing of periods. Figures are worked out before the transaction – nobody waits for a second connection while holding one – as of
 * a moment that is kept with them; a crash between the two leaves nothing.
 */
export class PgStatutoryPeriods {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: StatutoryPeriodTools) {}

  /** The same for somebody who is signed in. @param proved who else proved who they are */
  signedIn(
    account: AccountScope & { readonly login: string },
    proved: readonly string[],
  ): PgStatutoryPeriods {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgStatutoryPeriods({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** Newest first; of the province only for whoever works for all of it. */
  async closed(scope: RowScope = this.#scope): Promise<readonly ClosedPeriod[]> {
    const rows = await this.#rows(this.tools.dataSource.manager);
    return rows.filter((row) => maySee(scope, row.scope)).map(toClosed);
  }

  /**
   * What of a signed period would be counted differently now, adjustments included. `undefined`: it is not signed, or not for whoever
   * asks.
   */
  async changes(
    wanted: PeriodOf,
    scope: RowScope = this.#scope,
  ): Promise<readonly FigureChange[] | undefined> {
    const row = await this.#row(this.tools.dataSource.manager, wanted);
    if (row === undefined || !maySee(scope, row.scope)) return undefined;
    return changesBetween(standing(row), await this.#figures(wanted, undefined));
  }

  /** Freezes the figures of a period that is over; two people, once. */
  async close(wanted: PeriodOf, command: Command): Promise<OperationResult> {
    const { asOf, figures } = await this.#counted(wanted);
    return this.#decide('forms close', wanted, command, async (manager, agencyId) => {
      if (!isOver(wanted.period, asOf)) return { kind: 'refused', why: 'period-not-over' };
      if ((await this.#row(manager, wanted)) !== undefined)
        return { kind: 'refused', why: 'period-closed-already' };
      await manager.query(
        `insert into statutory_period (id, agency_id, scope, period, figures, as_of, closed_by, approved_by, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          this.tools.ids.uuid(),
          agencyId,
          wanted.agency ?? '',
          wanted.period.id,
          JSON.stringify(figures),
          asOf,
          command.actor,
          command.approver,
          command.reason,
        ],
      );
      return { kind: 'done' };
    });
  }

  /** Records what changed since a period was signed, as an adjustment with its reason; two people. */
  async adjust(wanted: PeriodOf, command: Command): Promise<OperationResult> {
    const { asOf, figures } = await this.#counted(wanted);
    return this.#decide('forms adjust', wanted, command, async (manager, agencyId) => {
      const row = await this.#row(manager, wanted);
      if (row === undefined) return { kind: 'refused', why: 'period-not-closed' };
      const changes = changesBetween(standing(row), figures);
      if (changes.length === 0) return { kind: 'refused', why: 'nothing-to-adjust' };
      await manager.query(
        `insert into statutory_adjustment (id, agency_id, period_id, changes, as_of, adjusted_by, approved_by, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          this.tools.ids.uuid(),
          agencyId,
          row.id,
          JSON.stringify(changes),
          asOf,
          command.actor,
          command.approver,
          command.reason,
        ],
      );
      return { kind: 'done' };
    });
  }

  #decide(
    name: string,
    { period, agency }: PeriodOf,
    command: Command,
    act: (manager: EntityManager, agencyId: string) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const { provinceId } = this.tools;
    const agencyId = agency ?? provinceId;
    const target = `${period.id} ${agencyId}`;
    return once(this.tools, { name, target, command }, (manager) =>
      allowedOnly({ ...this.tools, manager }, { kind: 'figures', command, agencyId }, async () => {
        if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
        await manager.query('select pg_advisory_xact_lock($1, hashtext($2))', [PERIOD_LOCK_CLASS, target]);
        return act(manager, agencyId);
      }),
    );
  }

  async #counted(wanted: PeriodOf) {
    const rows: { now: Date }[] = await this.tools.dataSource.query('select clock_timestamp() as now');
    const asOf = rows[0]?.now ?? new Date(0);
    return { asOf, figures: await this.#figures(wanted, asOf) };
  }

  async #figures({ period, agency }: PeriodOf, asOf: Date | undefined): Promise<FrozenFigures> {
    return frozen(compareSides(await this.tools.statutory.book({ period, agency, asOf }), period).forms);
  }

  async #row(manager: Queries, { period, agency }: PeriodOf): Promise<PeriodRow | undefined> {
    return (await this.#rows(manager, { period: period.id, scope: agency ?? '' }))[0];
  }

  #rows(
    manager: Queries,
    of?: { readonly period: string; readonly scope: string },
  ): Promise<readonly PeriodRow[]> {
    return manager.query(
      `select p.*, (select coalesce(json_agg(json_build_object('adjustedBy', a.adjusted_by, 'approvedBy', a.approved_by,
           'reason', a.reason, 'changes', a.changes,
           'adjustedAt', to_char(a.adjusted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by a.adjusted_at), '[]')
         from statutory_adjustment a where a.period_id = p.id) as adjustments
       from statutory_period p
       where ($1::text is null or p.period = $1) and ($2::text is null or p.scope = $2)
       order by p.closed_at desc, p.id`,
      [of?.period ?? null, of?.scope ?? null],
    );
  }
}

const PERIOD_LOCK_CLASS = 5_410_707;

type Queries = Pick<EntityManager, 'query'>;

function standing({ figures, adjustments }: PeriodRow): FrozenFigures {
  return adjusted(
    figures,
    adjustments.flatMap(({ changes }) => changes),
  );
}

function maySee(scope: RowScope, agency: string): boolean {
  if (scope === 'everything' || scope.agencies === 'all') return true;
  return agency !== '' && scope.agencies.includes(agency);
}

/** Its last day is over in Vietnam. */
function isOver({ to }: ReportPeriod, now: Date): boolean {
  return new Date(`${to}T24:00:00+07:00`) <= now;
}

function toClosed(row: PeriodRow): ClosedPeriod {
  return {
    period: reportPeriod(row.period)?.id ?? row.period,
    agency: row.scope,
    closedBy: row.closed_by,
    approvedBy: row.approved_by,
    reason: row.reason,
    closedAt: row.closed_at.toISOString(),
    adjustments: row.adjustments,
  };
}
