import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '@kntc/platform';
import { createSource, loadSources } from '@kntc/sources';
import { onDatabase, type Stage } from '../delivery/stage';

export interface IdlePoll {
  /** Whole tables that one poll reads. */
  readonly tables: number;
  /** Index scans; the one statement of a quiet poll makes three of them (`quiet-poll.spec.ts` counts statements). */
  readonly byIndex: number;
  readonly slowestMs: number;
}

const POLLS = 20;
const PAGE = 250;
/** As in `bench/delivery/config/sources/bench.yaml`. */
const OVERLAP_MS = 600_000;
/** PostgreSQL adds a session's counters to the shared ones when it ends, a moment later. */
const COUNTERS_MS = 1_500;

interface Scans {
  readonly seq: number;
  readonly idx: number;
}

/** What polls cost the source when nothing has changed, counted by the source's own server. */
export async function idlePolls(stage: Stage): Promise<IdlePoll> {
  const env = { BENCH_SOURCE_URL: stage.postgres.url('bench_source') };
  const [definition] = loadSources(stage.configDir, env).sources;
  if (definition === undefined) throw new Error('the bench has no source');
  // The overlap has to pass before a source counts as quiet: here it passes on our clock only.
  let ahead = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
  const poll = async (cursor: string | undefined, times: number): Promise<[string | undefined, number]> => {
    const source = createSource(definition, { clock, env });
    let [at, slowest] = [cursor, 0];
    for (let done = 0; done < times; done += 1) {
      const started = performance.now();
      for (let exhausted = false; !exhausted;) {
        const page = await source.readChanged(at, PAGE);
        [at, exhausted] = [page.cursor, page.exhausted];
      }
      if (done > 0) slowest = Math.max(slowest, performance.now() - started); // the first one connects
    }
    await source.close();
    await wait(COUNTERS_MS);
    return [at, slowest];
  };
  const stored = await onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
    const { rows } = await client.query<{ cursor: string }>('select cursor from source');
    return rows[0]?.cursor;
  });
  let settled = stored;
  for (let cycle = 0; cycle < 3; cycle += 1) {
    [settled] = await poll(settled, 1);
    ahead += OVERLAP_MS + 1;
  }
  const before = await scans(stage);
  const [, slowestMs] = await poll(settled, POLLS);
  const after = await scans(stage);
  return {
    tables: (after.seq - before.seq) / POLLS,
    byIndex: (after.idx - before.idx) / POLLS,
    slowestMs,
  };
}

function scans(stage: Stage): Promise<Scans> {
  return onDatabase(stage.postgres.url('bench_source'), async (client) => {
    const { rows } = await client.query<Scans>(
      'select sum(seq_scan)::int as seq, sum(idx_scan)::int as idx from pg_stat_user_tables',
    );
    return rows[0] ?? { seq: 0, idx: 0 };
  });
}
