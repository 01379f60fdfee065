import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Redis from 'ioredis';
import { Client } from 'pg';
import { freePort, startEmbeddedPostgres, type EmbeddedPostgres } from '@kntc/platform';
import { startReaper } from '../environment/reaper';
import { startRedis } from '../environment/test-redis';
import type { BellServer, StoredRing } from './doorbell-contract';

/** A server of this file alone: it is stopped in the middle of tests. */
export interface QueueServer extends BellServer {
  readonly url: string;
  stored(queue: string): Promise<readonly StoredRing[]>;
  forge(queue: string, payload: object): Promise<void>;
  end(): Promise<void>;
}

export async function startPostgresForDoorbell(): Promise<QueueServer> {
  const home = mkdtempSync(join(tmpdir(), 'kntc-doorbell-'));
  const reaper = startReaper();
  reaper.remove(home);
  const port = await freePort();
  let server: EmbeddedPostgres | undefined;
  const start = async (): Promise<void> => {
    server ??= await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), port, fast: true });
    reaper.kill(server.pid);
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  await start();
  const url = server?.url('postgres') ?? '';
  return {
    url,
    start,
    stop,
    crash: async () => {
      const pid = server?.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await pause(5);
      server = undefined;
    },
    freeze: async () => signalFamily(server?.pid, 'SIGSTOP'),
    thaw: async () => signalFamily(server?.pid, 'SIGCONT'),
    stored: async (queue) => {
      const rows = await query(url, 'select name, data from bullmq.job where queue = $1 order by seq', [
        queue,
      ]);
      return rows.map(({ name, data }) => ({ name: String(name), payload: parsed(data) }));
    },
    forge: async (queue, payload) => {
      const call = `select bullmq.add_job($1, null, 'forged', $2::jsonb, '{"removeOnComplete":true}'::jsonb, 0, 0,
        $3, 1, null, null, null, null, null, false)`;
      await query(url, call, [queue, JSON.stringify(payload), Date.now()]);
    },
    end: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
      reaper.done();
    },
  };
}

/** PostgreSQL and the processes of its connections. */
function signalFamily(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  for (const member of [pid, ...stdout.split('\n').filter(Boolean).map(Number)]) process.kill(member, signal);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function query(url: string, sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

export async function startRedisForDoorbell(): Promise<QueueServer> {
  const redis = await startRedis();
  let runs = true;
  const crash = async (): Promise<void> => {
    runs = false;
    await redis.kill();
  };
  const start = async (): Promise<void> => {
    if (!runs) await redis.startAgain();
    runs = true;
  };
  return {
    url: redis.url,
    start,
    crash,
    stop: async () => {
      await shutDown(redis.url);
      await crash();
    },
    freeze: () => withRedis(redis.url, async (client) => void (await client.client('PAUSE', 60_000))),
    // While it is paused it does not even hear that it may go on.
    thaw: async () => {
      await crash();
      await start();
    },
    stored: (queue) => withRedis(redis.url, (client) => storedInRedis(client, queue)),
    forge: (queue, payload) => withRedis(redis.url, (client) => forgeInRedis(client, queue, payload)),
    end: () => redis.stop(),
  };
}

/** The answer to this command is a closed connection; a client that connects again would send it again. */
async function shutDown(url: string): Promise<void> {
  const client = new Redis(url, {
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    disconnectTimeout: 100,
  });
  client.on('error', () => undefined);
  await client.shutdown('NOSAVE').catch(() => undefined);
  client.disconnect();
}

async function forgeInRedis(client: Redis, queue: string, payload: object): Promise<void> {
  const id = await client.incr(`bull:${queue}:id`);
  await client.hset(`bull:${queue}:${id}`, forgedJob(payload));
  await client.lpush(`bull:${queue}:wait`, id);
  await client.zadd(`bull:${queue}:marker`, 0, '0');
}

function forgedJob(payload: object): Record<string, string | number> {
  const opts = JSON.stringify({ attempts: 1, removeOnComplete: true });
  return {
    name: 'forged',
    data: JSON.stringify(payload),
    opts,
    timestamp: Date.now(),
    delay: 0,
    priority: 0,
  };
}

async function storedInRedis(client: Redis, queue: string): Promise<readonly StoredRing[]> {
  const keys = (await client.keys(`bull:${queue}:*`)).filter((key) => /:\d+$/.test(key));
  const ids = keys.map((key) => Number(key.split(':').at(-1))).toSorted((a, b) => a - b);
  const jobs = await Promise.all(ids.map((id) => client.hgetall(`bull:${queue}:${id}`)));
  return jobs.map((job) => ({ name: job['name'] ?? '', payload: parsed(job['data']) }));
}

async function withRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

function parsed(data: unknown): unknown {
  return typeof data === 'string' ? (JSON.parse(data) as unknown) : data;
}
