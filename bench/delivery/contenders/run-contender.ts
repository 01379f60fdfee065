import { join } from 'node:path';
import { startBenchRedis } from '../../measure/redis';
import type { Usage } from '../../measure/watch';
import { Child } from '../child';
import { readLedger, type Pace, type SentStep } from '../ledger';
import { runPlainLoop, watchChild } from '../phases';
import { fillPlainCases } from '../plain-cases';
import { onDatabase, type Stage } from '../stage';
import type { Arena } from './contender';
import { CONTENDERS, type ContenderName } from './contenders';

export type RivalName = ContenderName | 'plain';

export const RIVALS: readonly RivalName[] = [
  'plain',
  'bare',
  'bullmq-redis',
  'bullmq-postgres',
  'pg-boss',
  'graphile',
];

export interface RivalRun {
  readonly name: RivalName;
  readonly title: string;
  readonly pace: Pace;
  readonly usage: Usage;
  /** What its ledger holds that it must not. */
  readonly wrong: readonly string[];
}

/** Names a contender that cannot run here, and why. */
export interface RivalSkipped {
  readonly title: string;
  readonly why: string;
}

/** One rival over the same bodies at the same simulator, emptied before. */
export async function runRival(
  stage: Stage,
  name: RivalName,
  cases: readonly (readonly SentStep[])[],
): Promise<RivalRun | RivalSkipped> {
  const database = `bench_${name.replace('-', '_')}`;
  await stage.postgres.ensureDatabase(database);
  const databaseUrl = stage.postgres.url(database);
  await onDatabase(databaseUrl, (client) => fillPlainCases(client, cases));
  await settleDown(stage, databaseUrl);
  const title = name === 'plain' ? 'plain loop' : CONTENDERS[name].title;
  const usage =
    name === 'plain'
      ? await runPlainLoop(stage, databaseUrl)
      : await runQueue(stage, name, { databaseUrl, cases: cases.length });
  if (typeof usage === 'string') return { title, why: usage };
  const ledger = await readLedger(stage.origin, { cases: cases.length, sample: 0 });
  const { creates, steps, seconds } = ledger;
  return {
    name,
    title,
    pace: { cases: creates, steps, seconds },
    usage,
    wrong: ledger.wrong.map((text) => `${title}: ${text}`),
  };
}

/** What others left to vacuum or to write must not count as this one's. */
async function settleDown(stage: Stage, databaseUrl: string): Promise<void> {
  await onDatabase(stage.postgres.url('bench_gateway'), (client) => client.query('vacuum'));
  await onDatabase(databaseUrl, (client) => client.query('checkpoint'));
  await fetch(`${stage.origin}/_control/reset`, { method: 'POST' });
}

async function runQueue(
  stage: Stage,
  name: ContenderName,
  { databaseUrl, cases }: { readonly databaseUrl: string; readonly cases: number },
): Promise<Usage | string> {
  const { needsRedis, load } = CONTENDERS[name];
  const redis = needsRedis ? await startBenchRedis(join(stage.folder, 'redis')) : undefined;
  if (typeof redis === 'string') return redis;
  try {
    const arena: Arena = {
      databaseUrl,
      redisUrl: redis?.url ?? '',
      nationalUrl: `${stage.origin}/KNTC`,
      atOnce: stage.requestsAtOnce,
    };
    const ids = Array.from({ length: cases }, (_, index) => index + 1);
    await (await load()).enqueue(arena, ids);
    return await watched(stage, name, { arena, cases, redis: redis?.pid });
  } finally {
    await redis?.stop();
  }
}

async function watched(
  stage: Stage,
  name: ContenderName,
  {
    arena,
    cases,
    redis,
  }: { readonly arena: Arena; readonly cases: number; readonly redis?: number | undefined },
): Promise<Usage> {
  const child = new Child({
    script: 'bench/main.js',
    args: ['contend', name],
    env: { CONTENDER_ARENA: JSON.stringify(arena), CONTENDER_CASES: String(cases) },
    logFile: stage.log(name),
  });
  const watch = watchChild(stage, child, redis);
  try {
    await child.said('done');
    return watch.end();
  } finally {
    watch.end();
    await child.stop();
  }
}
