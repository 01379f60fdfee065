import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Client } from 'pg';
import { GatewayError } from '@kntc/domain';
import { QUEUE_OPTIONS, WORKER_OPTIONS, type BullMachinery } from './bull-machinery';
import type { RingPayload } from './ring-payload';

/**
 * Jobs in schema `bullmq` of the database. Connections per process: up to 3 to ring, and up to 3 plus one for
 * LISTEN to answer. LISTEN needs a direct connection: no transaction pooler in between.
 */
export function postgresMachinery(databaseUrl: string): BullMachinery {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = connectionTo(databaseUrl);
  return {
    prepare: () => migrate(databaseUrl),
    openQueue: (name) => new Queue<RingPayload>(name, { connection, ...QUEUE_OPTIONS }),
    openWorker: (name, onJob) =>
      new Worker<RingPayload>(name, async (job) => onJob(job.data), { connection, ...WORKER_OPTIONS }),
  };
}

function connectionTo(databaseUrl: string) {
  const { url, options } = withoutOptions(databaseUrl);
  return {
    connectionString: url,
    application_name: 'kntc-doorbell',
    max: 3,
    keepAlive: true,
    connectionTimeoutMillis: 2_000,
    // A frozen server must not keep a claim, or close(), waiting for ever.
    query_timeout: 5_000,
    // Claims stay index scans when statistics lag behind. Before PostgreSQL 18 a switched off sort looks so
    // expensive that every claim would be compiled first, for a second: hence no JIT.
    options: `${options} -c enable_sort=off -c jit=off`.trim(),
  };
}

/** Options inside the address would win over ours, and over the search path that BullMQ adds to them. */
function withoutOptions(databaseUrl: string): { url: string; options: string } {
  if (!databaseUrl.includes('options=')) return { url: databaseUrl, options: '' };
  const url = new URL(databaseUrl);
  const options = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  return { url: url.toString(), options };
}

/** A process that begins on a busy machine is occupied with itself before it hears that it is connected. */
const BEGIN_WITHIN_MS = 30_000;

/** Safe when several processes start at once, and when it is done already. */
async function migrate(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: BEGIN_WITHIN_MS });
  // A connection that breaks in between also fails the query that is waited for.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await runMigrations(client);
  } catch (err) {
    throw new GatewayError('GW_T301', 'the tables of the queue (schema bullmq) cannot be prepared', {
      cause: err,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
