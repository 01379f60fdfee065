import { drainEstimate } from '@kntc/domain';
import type { DrainBasis, DrainEstimate, FailureCode, PetitionKind } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { affected, BACKLOG, LEAST_SHARE, LIST, WORKED } from './outage-statements';

/** One outage as people see it; times as ISO texts. */
export interface Outage {
  readonly id: string;
  /** `''` = the whole far side, else the name of the account. */
  readonly scope: string;
  readonly code: FailureCode;
  /** Every reason it had, in their order. */
  readonly causes: readonly { readonly code: FailureCode; readonly at: string }[];
  readonly beganAt: string;
  readonly lastProbeAt: string | null;
  readonly failedProbes: number;
  readonly nextProbeAt: string | null;
  /** The far side answers again, and whether deliveries succeed is still to be seen. */
  readonly reopenedAt: string | null;
  readonly endedAt: string | null;
  /** How long it lasted, or lasts. */
  readonly seconds: number;
  /** Records that waited in it. */
  readonly affected: number;
}

/** A record on the list of an outage: nothing of its content. */
export interface AffectedRecord {
  readonly reference: string;
  readonly kind: PetitionKind;
  readonly agency: string;
  /** Since when it waited for the connection. */
  readonly since: string;
  /** The first step that was confirmed after the outage began. */
  readonly sentAt: string | null;
  /** Of the outbox, now. */
  readonly state: string;
}

/** What waits for the far side, and how long that may take. */
export interface Recovery {
  readonly backlog: number;
  readonly oldestAt: string | null;
  readonly oldestSeconds: number;
  readonly drain: DrainEstimate | undefined;
  /** The part of the limits in use after an outage; `undefined`: all of it. */
  readonly share: number | undefined;
}

const PAGE = 500;

/** Newest first, at most `limit`. */
export function outages(dataSource: DataSource, limit: number): Promise<readonly Outage[]> {
  return dataSource.query(`${LIST} order by a.began_at desc, a.id desc limit $1`, [limit]);
}

/** Those that are not over. */
export function openOutages(dataSource: DataSource): Promise<readonly Outage[]> {
  return dataSource.query(`${LIST} where a.ended_at is null order by a.scope`);
}

export async function outageOf(dataSource: DataSource, id: string): Promise<Outage | undefined> {
  const rows: Outage[] = await dataSource.query(`${LIST} where a.id = $1`, [id]);
  return rows[0];
}

/** Everybody on the list of an outage whom the reader may know of, page by page. */
export async function* affectedRecords(
  dataSource: DataSource,
  id: string,
  scope: RowScope = 'everything',
): AsyncIterable<AffectedRecord> {
  const seen = visible(scope, 4, NATIONAL);
  for (let after = ''; ;) {
    const page: AffectedRecord[] = await dataSource.query(affected(seen.sql), [
      id,
      after,
      PAGE,
      ...seen.values,
    ]);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.reference;
  }
}

/** The smallest part of the limits any living process uses after an outage; `undefined`: all of them use all of it. */
export async function leastShare(dataSource: DataSource): Promise<number | undefined> {
  const rows: { share: number | null }[] = await dataSource.query(LEAST_SHARE);
  return rows[0]?.share ?? undefined;
}

/** @param basis the configured limits; what was measured comes from the database */
export async function recovery(
  dataSource: DataSource,
  basis: Pick<DrainBasis, 'requestsPerMinute' | 'rampMs'>,
): Promise<Recovery> {
  const waiting: Pick<Recovery, 'backlog' | 'oldestAt' | 'oldestSeconds'>[] = await dataSource.query(BACKLOG);
  const worked: DrainBasis['worked'] = await dataSource.query(WORKED);
  const { backlog = 0, oldestAt = null, oldestSeconds } = waiting[0] ?? {};
  return {
    backlog,
    oldestAt,
    oldestSeconds: oldestSeconds ?? 0,
    drain: drainEstimate({ ...basis, backlog, worked }),
    share: await leastShare(dataSource),
  };
}
