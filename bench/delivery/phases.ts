import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@kntc/platform';
import { Watch, type Usage } from '../measure/watch';
import { Child } from './child';
import type { Stage } from './stage';

export interface GatewayRun {
  readonly usage: Usage;
  /** The gateway's own summary, and how long its road took without start-up. */
  readonly summary: {
    readonly read: number;
    readonly confirmed: number;
    readonly unaccounted: number;
    readonly durationMs: number;
  };
}

/** One gateway process with one role, run until it has converged. */
export async function runGateway(
  stage: Stage,
  role: 'intake' | 'delivery',
  options: {
    readonly profileDir?: string | undefined;
    /** Variables that the source files of this bench name. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<GatewayRun> {
  const { profileDir, env = {} } = options;
  if (profileDir !== undefined) mkdirSync(profileDir, { recursive: true });
  const child = new Child({
    script: 'apps/gateway/src/main.js',
    args: ['--once'],
    nodeArgs: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    env: { ...environmentOf(stage, role), ...env },
    logFile: stage.log(`gateway-${role}`),
  });
  const watch = watchChild(stage, child);
  try {
    const message = await child.said('summary');
    const usage = watch.end();
    await child.ended();
    if (message['converged'] !== true) throw new Error(`${role}: ${JSON.stringify(message)}`);
    return { usage, summary: message['summary'] as GatewayRun['summary'] };
  } finally {
    watch.end();
    await child.stop();
  }
}

/** A gateway process that serves until it is stopped, ready. */
export async function startGateway(stage: Stage, roles: string): Promise<Child> {
  return (await servingGateway(stage, roles)).child;
}

/** The same, with its address. */
export async function servingGateway(
  stage: Stage,
  roles: string,
): Promise<{ readonly child: Child; readonly url: string }> {
  const port = await freePort();
  const child = new Child({
    script: 'apps/gateway/src/main.js',
    env: { ...environmentOf(stage, roles), PORT: String(port) },
    logFile: stage.log(`gateway-serving-${port}`),
  });
  const { url } = await child.said('ready');
  return { child, url: String(url) };
}

/** Of every program of the product that works on this stage. */
export function environmentOf(stage: Stage, roles: string): Readonly<Record<string, string>> {
  return {
    ROLES: roles,
    DATABASE_URL: stage.postgres.url('bench_gateway'),
    BENCH_SOURCE_URL: stage.postgres.url('bench_source'),
    KNTC_CONFIG_DIR: stage.configDir,
    KNTC_DATA_DIR: join(stage.folder, 'data'),
    NATIONAL_BASE_URL: stage.origin,
  };
}

/** The plain loop over its work list. */
export async function runPlainLoop(stage: Stage, databaseUrl: string): Promise<Usage> {
  const child = new Child({
    script: 'bench/main.js',
    args: ['plain-loop'],
    env: {
      PLAIN_DATABASE_URL: databaseUrl,
      PLAIN_NATIONAL_URL: `${stage.origin}/KNTC`,
    },
    logFile: stage.log('plain-loop'),
  });
  const watch = watchChild(stage, child);
  try {
    await child.said('done');
    return watch.end();
  } finally {
    watch.end();
    await child.stop();
  }
}

/** Watches a process of the bench together with simulator and PostgreSQL, and a Redis where there is one. */
export function watchChild(stage: Stage, child: Child, redis?: number): Watch {
  return new Watch({
    worker: child.pid,
    simulator: stage.simulator.pid,
    postgres: stage.postgres.pid,
    redis,
  });
}
