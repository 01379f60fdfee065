import { FORGET_TRIES_AFTER_S } from '@kntc/domain';
import type { ClosedDoor, Try } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * Counts the try and closes the door behind it, in one statement: of a thousand tries at the same moment the row lets
 * one after the other look, and those that find it closed count nothing.
 */
const TAKE = `
  insert into sign_in_try as t (key, tries, open_at, seen_at)
  values ($1, 1, $2::timestamptz + make_interval(secs => ($3::int[])[1]), $2)
  on conflict (key) do update set seen_at = greatest(t.seen_at, $2::timestamptz),
    tries = case when t.seen_at < $4::timestamptz then 1 else t.tries + 1 end,
    open_at = greatest(t.seen_at, $2::timestamptz) + make_interval(secs =>
      ($3::int[])[least(case when t.seen_at < $4::timestamptz then 1 else t.tries + 1 end, cardinality($3::int[]))])
  where t.open_at <= greatest(t.seen_at, $2::timestamptz)
  returning 1`;

/** Counts every key, or none: @returns the one that is closed. */
export async function takeTry(
  dataSource: DataSource,
  tries: readonly Try[],
  now: Date,
): Promise<ClosedDoor | undefined> {
  const forgetBefore = new Date(now.getTime() - FORGET_TRIES_AFTER_S * 1000);
  return whole(dataSource, async (manager) => {
    // In one order: two tries that share two keys do not wait for each other.
    for (const { key, delays } of tries.toSorted((left, right) => (left.key < right.key ? -1 : 1))) {
      const taken: unknown[] = await manager.query(TAKE, [key, now, delays, forgetBefore]);
      if (taken.length === 0) return closedDoor(manager, key, now);
    }
    return undefined;
  });
}

/** Runs the work in a transaction that is undone when it found a closed door. */
async function whole(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<ClosedDoor | undefined>,
): Promise<ClosedDoor | undefined> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const closed = await work(runner.manager);
    await (closed === undefined ? runner.commitTransaction() : runner.rollbackTransaction());
    return closed;
  } catch (err) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw err;
  } finally {
    await runner.release();
  }
}

async function closedDoor(manager: EntityManager, key: string, now: Date): Promise<ClosedDoor> {
  const rows: { open_at: Date }[] = await manager.query('select open_at from sign_in_try where key = $1', [
    key,
  ]);
  return { key, until: rows[0]?.open_at ?? now };
}

/** Called with each sign-in that went well; takes along what is so old that nobody counts it any more. */
export async function forgive(
  dataSource: DataSource,
  forgotten: readonly string[],
  lessened: readonly string[],
): Promise<void> {
  await dataSource.query(
    'delete from sign_in_try where key = any($1) or seen_at < clock_timestamp() - make_interval(secs => $2)',
    [forgotten, FORGET_TRIES_AFTER_S],
  );
  await dataSource.query(
    'update sign_in_try set tries = greatest(tries - 1, 0), open_at = seen_at where key = any($1)',
    [lessened],
  );
}
