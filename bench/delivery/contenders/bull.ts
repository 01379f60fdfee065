import {
  createPostgresBackend,
  createRedisBackend,
  runMigrations,
  withBackend,
  type ConnectionOptions,
} from 'bullmq';
import { Client } from 'pg';
import type { Contender } from './contender';

const QUEUE = 'send';
const BULK = 1_000;
const KEPT = { removeOnComplete: true, removeOnFail: true };

export const bullOnRedis: Contender = {
  enqueue: async ({ redisUrl }, ids) => {
    const { Queue } = withBackend(createRedisBackend);
    await fill(new Queue<Job>(QUEUE, { connection: { url: redisUrl } }), ids);
  },
  work: async ({ redisUrl, atOnce }, deliver) => {
    const { Worker } = withBackend(createRedisBackend);
    const connection: ConnectionOptions = { url: redisUrl, maxRetriesPerRequest: null };
    const worker = new Worker<Job>(QUEUE, ({ data }) => deliver(data.id), {
      connection,
      concurrency: atOnce,
    });
    await worker.waitUntilReady();
  },
};

export const bullOnPostgres: Contender = {
  enqueue: async ({ databaseUrl }, ids) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await runMigrations(client);
    await client.end();
    const { Queue } = withBackend(createPostgresBackend);
    await fill(new Queue<Job>(QUEUE, { connection: { connectionString: databaseUrl } }), ids);
  },
  work: async ({ databaseUrl, atOnce }, deliver) => {
    const { Worker } = withBackend(createPostgresBackend);
    const worker = new Worker<Job>(QUEUE, ({ data }) => deliver(data.id), {
      connection: { connectionString: databaseUrl },
      concurrency: atOnce,
    });
    await worker.waitUntilReady();
  },
};

interface Job {
  readonly id: number;
}

interface Fillable {
  addBulk(jobs: { name: string; data: Job; opts: typeof KEPT }[]): Promise<unknown>;
  close(): Promise<void>;
}

async function fill(queue: Fillable, ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += BULK)
    await queue.addBulk(ids.slice(at, at + BULK).map((id) => ({ name: QUEUE, data: { id }, opts: KEPT })));
  await queue.close();
}
