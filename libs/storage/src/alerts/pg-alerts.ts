import { incidentChanges, planNotices } from '@kntc/domain';
import type {
  AlertCondition,
  AlertIncident,
  AlertKind,
  AlertRules,
  AlertSendFailure,
  AlertStore,
  DueNotice,
  IncidentChange,
  PlannedNotice,
  Told,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import {
  incidentColumns,
  toDue,
  toIncident,
  toTold,
  type DueRow,
  type IncidentRow,
  type ToldRow,
} from './alert-rows';

/** One mail tells of so many at most; what is behind it goes with the next. */
const AT_ONCE = 200;

const TAKE = `
  insert into alert_watch (agency_id, taken_by, taken_until)
  values ($3, $1, clock_timestamp() + make_interval(secs => $2::float8 / 1000))
  on conflict (id) do update set taken_by = excluded.taken_by, taken_until = excluded.taken_until
  where alert_watch.taken_by = $1 or alert_watch.taken_until <= clock_timestamp()
  returning taken_by`;

/** Those that are not over, and those that are and nobody was told so. */
const STANDING = `select ${incidentColumns('i')} from alert_incident i
  where i.closed_at is null or not i.is_told_over order by i.id`;

const TOLD = `
  select distinct on (n.incident_id, n.channel) n.incident_id::text as incident_id, n.channel, n.what, n.round,
    coalesce(n.sent_at, n.planned_at) as at, n.sent_at is not null as is_sent,
    exists (select from alert_notice b where b.incident_id = n.incident_id and b.channel = n.channel and b.round < n.round
      and b.sent_at is not null) as was_sent
  from alert_notice n where n.incident_id = any($1::bigint[]) and n.dropped_at is null
  order by n.incident_id, n.channel, n.round desc`;

const DUE = `
  select n.id::text as notice_id, n.channel, n.what, n.attempts, ${incidentColumns('i')}
  from alert_notice n left join alert_incident i on i.id = n.incident_id
  where n.sent_at is null and n.dropped_at is null and n.not_before <= $1 and n.channel = any($2::text[])
  order by n.id limit ${AT_ONCE}`;

/** {@link AlertStore} in PostgreSQL. */
export class PgAlerts implements AlertStore {
  /** @param clock for tests that travel in time; else the database's */
  constructor(
    private readonly dataSource: DataSource,
    private readonly provinceId: string,
    private readonly clock?: () => Promise<Date>,
  ) {}

  async take(process: string, leaseMs: number): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(TAKE, [process, leaseMs, this.provinceId]);
    return rows.length > 0;
  }

  async release(process: string): Promise<void> {
    await this.dataSource.query('delete from alert_watch where taken_by = $1', [process]);
  }

  async now(): Promise<Date> {
    if (this.clock !== undefined) return this.clock();
    const rows: { now: Date }[] = await this.dataSource.query('select clock_timestamp() as now');
    return rows[0]?.now ?? new Date(Number.NaN);
  }

  async keep(
    conditions: readonly AlertCondition[],
    {
      now,
      rules,
      unseen,
    }: { readonly now: Date; readonly rules: AlertRules; readonly unseen?: readonly AlertKind[] },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const standing = (await this.#incidents(manager)).filter(({ closedAt }) => closedAt === undefined);
      for (const change of incidentChanges(standing, conditions, { now, rules, ...(unseen && { unseen }) }))
        await this.#apply(manager, change, now);
      const incidents = await this.#incidents(manager);
      const told = await this.#told(manager, incidents);
      for (const incident of incidents) await this.#plan(manager, incident, { rules, told, now });
    });
  }

  async planDigest(day: string, channels: readonly string[], now: Date): Promise<void> {
    await this.dataSource.query(
      `insert into alert_notice (agency_id, channel, what, day, planned_at, not_before)
       select $1, c, 'digest', $2::date, $4, $4 from unnest($3::text[]) c on conflict do nothing`,
      [this.provinceId, day, channels, now],
    );
  }

  async due(now: Date, channels: readonly string[]): Promise<readonly DueNotice[]> {
    const rows: DueRow[] = await this.dataSource.query(DUE, [now, channels]);
    return rows.map(toDue);
  }

  async sent(ids: readonly string[], now: Date): Promise<void> {
    await this.dataSource.query(
      'update alert_notice set sent_at = $2, failure = null where id = any($1::bigint[])',
      [ids, now],
    );
  }

  async failed(ids: readonly string[], why: AlertSendFailure, nextAt: Date): Promise<void> {
    await this.dataSource.query(
      `update alert_notice set attempts = attempts + 1, failure = $2, not_before = $3 where id = any($1::bigint[])`,
      [ids, why, nextAt],
    );
  }

  async #incidents(manager: EntityManager): Promise<readonly AlertIncident[]> {
    const rows: IncidentRow[] = await manager.query(STANDING);
    return rows.map(toIncident);
  }

  async #told(manager: EntityManager, incidents: readonly AlertIncident[]): Promise<readonly Told[]> {
    const rows: ToldRow[] = await manager.query(TOLD, [incidents.map(({ id }) => id)]);
    return rows.map(toTold);
  }

  async #apply(manager: EntityManager, change: IncidentChange, now: Date): Promise<void> {
    switch (change.kind) {
      case 'notice':
        await manager.query(
          `insert into alert_incident (agency_id, key, kind, facts, noticed_at, opened_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (key) where closed_at is null do nothing`,
          [
            this.provinceId,
            change.condition.key,
            change.condition.kind,
            JSON.stringify(change.condition.facts),
            now,
            change.opens ? now : null,
          ],
        );
        return;
      case 'see':
        await manager.query(
          `update alert_incident set facts = $2, absent_since = null,
             opened_at = case when $3::boolean then $4::timestamptz else opened_at end where id = $1`,
          [change.id, JSON.stringify(change.facts), change.opens, now],
        );
        return;
      case 'forget':
        await manager.query('delete from alert_incident where id = $1 and opened_at is null', [change.id]);
        return;
      case 'miss':
        await manager.query(
          'update alert_incident set absent_since = coalesce(absent_since, $2::timestamptz) where id = $1',
          [change.id, now],
        );
        return;
      case 'close':
        await manager.query('update alert_incident set closed_at = $2 where id = $1', [change.id, now]);
        return;
    }
  }

  async #plan(
    manager: EntityManager,
    incident: AlertIncident,
    { rules, told, now }: { readonly rules: AlertRules; readonly told: readonly Told[]; readonly now: Date },
  ): Promise<void> {
    const theirs = told.filter(({ incidentId }) => incidentId === incident.id);
    const { send, drop } = planNotices(incident, { rules, told: theirs, now });
    if (drop.length > 0)
      await manager.query(
        `update alert_notice set dropped_at = $3
         where incident_id = $1 and channel = any($2::text[]) and sent_at is null and dropped_at is null`,
        [incident.id, drop, now],
      );
    for (const notice of send) await this.#insert(manager, notice, now);
    if (incident.closedAt !== undefined)
      await manager.query('update alert_incident set is_told_over = true where id = $1', [incident.id]);
  }

  async #insert(manager: EntityManager, notice: PlannedNotice, now: Date): Promise<void> {
    const { incidentId, channel, what, level, round, notBefore } = notice;
    await manager.query(
      `insert into alert_notice (agency_id, incident_id, channel, what, level, round, planned_at, not_before)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [this.provinceId, incidentId, channel, what, level, round, now, notBefore],
    );
  }
}
