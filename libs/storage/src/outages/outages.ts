import { drainEstimate } from '@kntc/domain';
import type { AffectedRecord, DrainBasis, Outage, Recovery } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { affected, BACKLOG, LEAST_SHARE, LIST, WORKED } from './outage-statements';

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
