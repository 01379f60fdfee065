import { createRedisBackend, withBackend, type RedisOptions } from 'bullmq';
import { QUEUE_OPTIONS, WORKER_OPTIONS, type BullMachinery } from './bull-machinery';
import type { RingPayload } from './ring-payload';

/** Jobs in Redis. Whatever Redis loses, the sweeper rings again. */
export function redisMachinery(redisUrl: string): BullMachinery {
  const { Queue, Worker } = withBackend(createRedisBackend);
  return {
    // There is nothing to prepare, and a Redis that is away is no reason not to start.
    prepare: async () => undefined,
    openQueue: (name) => new Queue<RingPayload>(name, { connection: ringing(redisUrl), ...QUEUE_OPTIONS }),
    openWorker: (name, onJob) =>
      new Worker<RingPayload>(name, async (job) => onJob(job.data), {
        connection: answering(redisUrl),
        ...WORKER_OPTIONS,
        // Seconds. The watchdog of this wait runs a second longer and outlives a close() without a server.
        drainDelay: 1,
      }),
  };
}

/** Rings now or not at all: a ring kept until Redis is back would be one more of thousands. */
function ringing(url: string): RedisOptions {
  return { ...reconnecting(url), enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 1_000 };
}

/** Waits as long as it takes: BullMQ demands it of workers. */
function answering(url: string): RedisOptions {
  return { ...reconnecting(url), maxRetriesPerRequest: null };
}

function reconnecting(url: string) {
  return {
    url,
    connectTimeout: 2_000,
    // How long a connection that is already gone outlives close().
    disconnectTimeout: 500,
    keepAlive: 10_000,
    // BullMQ's own steps grow to 20 s.
    retryStrategy: (times: number) => Math.min(100 * times, 1_000),
  };
}
