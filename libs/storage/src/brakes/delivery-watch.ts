import { watchVerdict } from '@kntc/domain';
import type { BrakeLook, WatchVerdict } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { EVERY_AGENCY } from '../queues/queue-pause-rows';

const LOOK = `
  select coalesce((select code from delivery_pause where resumed_at is null),
      (select 'GW_N210' from restoration where signed_at is null),
      (select 'GW_N212' from queue_pause where resumed_at is null and side = 'destination' and target = '${EVERY_AGENCY}')) as code,
    exists (select from delivery_watch where state = 'watching') as is_watching,
    (select coalesce(json_agg(target), '[]') from queue_pause
      where resumed_at is null and side = 'destination' and target <> '${EVERY_AGENCY}') as agencies`;

const COUNT = `
  update delivery_watch set seen = seen + 1, refused = refused + $1::int, changed = changed + $2::int
  where state = 'watching' returning id::text as id, agency_id, what, target, seen, refused, changed`;

interface BrakeRow {
  readonly code: BrakeLook['pausedCode'] | null;
  readonly is_watching: boolean;
  readonly agencies: readonly string[];
}

interface WatchRow {
  readonly id: string;
  readonly agency_id: string;
  readonly what: 'mapping' | 'crosswalk';
  readonly target: string;
  readonly seen: number;
  readonly refused: number;
  readonly changed: number;
}

/** How far the watch after a change has come. */
export interface WatchState {
  readonly what: WatchRow['what'];
  /** The source, or the digest of the crosswalk. */
  readonly target: string;
  readonly seen: number;
  readonly refused: number;
  readonly changed: number;
}

/** The watch that runs, if one does. */
export async function watchState(dataSource: DataSource): Promise<WatchState | undefined> {
  const rows: WatchState[] = await dataSource.query(
    "select what, target, seen, refused, changed from delivery_watch where state = 'watching' order by id desc limit 1",
  );
  return rows[0];
}

/** From here on the first answers are watched; a watch that runs begins anew. */
export async function beginWatch(
  manager: Pick<EntityManager, 'query'>,
  agencyId: string,
  { what, target }: Pick<WatchRow, 'what' | 'target'>,
): Promise<void> {
  await manager.query("update delivery_watch set state = 'passed' where state = 'watching'");
  await manager.query('insert into delivery_watch (agency_id, what, target) values ($1, $2, $3)', [
    agencyId,
    what,
    target.slice(0, 200),
  ]);
}

/** Whether delivery paused itself or people did, and whether a change is being watched. */
export async function lookAtBrakes(dataSource: Pick<DataSource, 'query'>): Promise<BrakeLook> {
  const rows: BrakeRow[] = await dataSource.query(LOOK);
  const { code = null, is_watching: isWatching = false, agencies: pausedAgencies = [] } = rows[0] ?? {};
  return { isWatching, pausedCode: code ?? undefined, pausedAgencies };
}

/** Counts one answer while a change is watched; the fifth bad one pauses all processes, in the same transaction. */
export function noteWatched(
  dataSource: DataSource,
  { isRefused, isChange }: { readonly isRefused: boolean; readonly isChange: boolean },
): Promise<WatchVerdict> {
  return dataSource.transaction(async (manager) => {
    const [rows]: [WatchRow[], number] = await manager.query(COUNT, [Number(isRefused), Number(isChange)]);
    const [watch] = rows;
    if (watch === undefined) return 'passed';
    const verdict = watchVerdict(watch);
    if (verdict === 'watching') return verdict;
    await manager.query('update delivery_watch set state = $2 where id = $1', [watch.id, verdict]);
    if (verdict === 'tripped')
      await manager.query(
        `insert into delivery_pause (agency_id, code, detail) values ($1, 'GW_N209', $2)
         on conflict ((true)) where resumed_at is null do nothing`,
        [
          watch.agency_id,
          `${watch.what} ${watch.target}: ${watch.refused} refused, ${watch.changed} changed`,
        ],
      );
    return verdict;
  });
}
