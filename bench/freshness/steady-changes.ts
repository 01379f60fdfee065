import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { startGateway, watchChild } from '../delivery/phases';
import { addPetition, fillSource, stepsOf } from '../delivery/source-tables';
import { onDatabase, setStage } from '../delivery/stage';
import { allAnswered } from './arrivals';
import type { FreshnessOptions, FreshnessResult } from './freshness';

const TARGET_MS = 250;
/** Code is compiled and connections are opened during these. */
const WARM_UP_SECONDS = 5;
const MAKE_UP_MS = 30_000;
/** What the product offers for it: looking at the source as often as it can. A bell reaches a source twice a second at most. */
const SOURCE = { pollEvery: '50ms', overlap: '2s' };
const STEP = 'CapNhatVuViec';

/** New petitions at a steady rate, and how old each was when the far side had answered its create. */
export async function steadyChanges(options: FreshnessOptions): Promise<FreshnessResult> {
  const { say, seconds, perSecond } = options;
  const stage = await setStage({ verify: true, source: SOURCE });
  try {
    await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, 10));
    const gateway = await startGateway(stage, 'api,intake,delivery,scheduler');
    try {
      await options.waitQuiet();
      say(`${perSecond} changes a second for ${WARM_UP_SECONDS} + ${seconds} seconds`);
      await onDatabase(stage.postgres.url('bench_source'), (client) =>
        changes(client, perSecond, WARM_UP_SECONDS),
      );
      const watch = watchChild(stage, gateway);
      const written = await onDatabase(stage.postgres.url('bench_source'), (client) =>
        changes(client, perSecond, seconds),
      );
      const usage = watch.end();
      const numbers = [...written.keys()];
      const answered = await allAnswered(stage.origin, STEP, { numbers, withinMs: MAKE_UP_MS });
      const ages = [...written].map(([no, at]) => (answered.get(no) ?? Number.POSITIVE_INFINITY) - at);
      const percent = (ms: number): string => `${(ms / (seconds * 10)).toFixed(0)} %`;
      return resultOf(ages, [
        `source looked at every ${SOURCE.pollEvery}, overlap ${SOURCE.overlap}; one gateway process`,
        `of a core: gateway ${percent(usage.workerCpuMs)}, PostgreSQL ${percent(usage.postgresCpuMs)}; foreign load ${usage.foreignCores.toFixed(2)} cores`,
      ]);
    } finally {
      await gateway.stop();
    }
  } finally {
    await stage.clear(false);
  }
}

let lastNumber = 10;

/** Petitions of one step each, evenly; when each was committed. */
async function changes(
  client: Client,
  perSecond: number,
  seconds: number,
): Promise<ReadonlyMap<number, number>> {
  const written = new Map<number, number>();
  const began = performance.now();
  for (let nth = 0; nth < perSecond * seconds; nth += 1) {
    await wait(Math.max(0, began + (nth * 1000) / perSecond - performance.now()));
    do lastNumber += 1;
    while (stepsOf(lastNumber) !== 1);
    await addPetition(client, lastNumber);
    written.set(lastNumber, Date.now());
  }
  return written;
}

function resultOf(ages: readonly number[], lines: readonly string[]): FreshnessResult {
  const inOrder = ages.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * part))] ?? Number.POSITIVE_INFINITY;
  const p99 = at(0.99);
  return {
    lines: [
      ...lines,
      `${ages.length} changes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${p99} ms, longest ${at(1)} ms`,
    ],
    verdict: `from the commit at the source to the far side's answer, p99 ≤ ${TARGET_MS} ms: ${p99}`,
    isMet: p99 <= TARGET_MS,
  };
}
