import type { Clock, Doorbell, Logger } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import {
  JOB_OPTIONS,
  type BullMachinery,
  type BullPart,
  type BullQueue,
  type BullWorker,
} from './bull-machinery';
import { OutageLog } from './outage-log';
import { postgresMachinery } from './postgres-machinery';
import { redisMachinery } from './redis-machinery';
import { fromRingPayload, toRingPayload } from './ring-payload';
import { within } from './within';

const RING_MS = 1_000;
const REOPEN_MS = 1_000;
const FIRST_OPEN_MS = 2_000;
const CLOSE_GENTLY_MS = 1_500;
const CLOSE_FORCED_MS = 500;

export interface BullDoorbellOptions {
  /** PostgreSQL, a direct connection; holds the jobs unless `redisUrl` is given. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Keeps gateways apart that share a server: doorbells hear each other exactly when their prefix is the same. */
  readonly prefix: string;
  readonly logger: Logger;
  /** Default: real time. BullMQ always lives in real time; for virtual time take the memory doorbell. */
  readonly clock?: Clock | undefined;
}

/**
 * A doorbell on BullMQ. Rings wait in the store until somebody answers; each reaches one of those who answer, at
 * least once. Both sides heal by themselves after the server was away; only creation needs it, and only PostgreSQL.
 * @throws GatewayError `GW_T301` when PostgreSQL, holding the jobs, cannot be reached or prepared
 */
export async function createBullDoorbell(options: BullDoorbellOptions): Promise<Doorbell> {
  const { databaseUrl, redisUrl, prefix, logger, clock = systemClock } = options;
  const machinery = redisUrl === undefined ? postgresMachinery(databaseUrl) : redisMachinery(redisUrl);
  await machinery.prepare();
  return new BullDoorbell(machinery, queueName(prefix), { logger, clock });
}

/** BullMQ refuses a colon, which separates the parts of a key in Redis. */
function queueName(prefix: string): string {
  return `${prefix.replaceAll(':', '-')}-doorbell`;
}

class BullDoorbell implements Doorbell {
  readonly #closing = new AbortController();
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #ringing: OutageLog;
  readonly #answering: OutageLog;
  #queue: BullQueue | undefined;
  #worker: BullWorker | undefined;
  #queueReady: Promise<BullQueue> | undefined;
  #ended: Promise<void> | undefined;
  #answered = false;

  constructor(
    private readonly machinery: BullMachinery,
    private readonly name: string,
    { logger, clock }: { logger: Logger; clock: Clock },
  ) {
    this.#logger = logger;
    this.#clock = clock;
    this.#ringing = new OutageLog(logger, 'ringing the doorbell');
    this.#answering = new OutageLog(logger, 'answering the doorbell');
  }

  async ring(lanes: readonly number[]): Promise<void> {
    const payload = toRingPayload(lanes);
    if (!payload || this.#closed) return;
    let late = false;
    const add = async (): Promise<void> => {
      const queue = await this.#openQueue();
      // Otherwise everything that rang during an outage would ring at once after it.
      if (!late && !this.#closed) await queue.add('ring', payload, JOB_OPTIONS);
    };
    try {
      late = !(await within(this.#clock, RING_MS, add()));
      if (late) throw new Error(`no answer of the queue within ${RING_MS} ms`);
      this.#ringing.works();
    } catch (err) {
      if (!this.#closed) this.#ringing.failed(err);
    }
  }

  async answer(onRing: (lanes: readonly number[]) => void): Promise<void> {
    if (this.#answered) throw new Error('this doorbell is answered already');
    this.#answered = true;
    // Goes on in the background when the server is away.
    await within(this.#clock, FIRST_OPEN_MS, this.#openWorker(onRing));
  }

  /** Within three seconds, also when the server is gone. */
  async close(): Promise<void> {
    this.#ended ??= this.#closeBoth();
    await this.#ended;
  }

  async #closeBoth(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#worker && this.#end(this.#worker), this.#queue && this.#endForced(this.#queue)]);
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** A queue that failed while it opened keeps that failure for ever: the next ring opens another. */
  #openQueue(): Promise<BullQueue> {
    this.#queueReady ??= this.#newQueue().catch((err: unknown) => {
      this.#queueReady = undefined;
      throw err;
    });
    return this.#queueReady;
  }

  async #newQueue(): Promise<BullQueue> {
    const queue = this.machinery.openQueue(this.name);
    this.#queue = queue;
    // Without a listener an 'error' event ends the process. What matters is whether a ring fails.
    queue.on('error', () => undefined);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (err) {
      await this.#endForced(queue);
      throw err;
    }
  }

  /** Opens workers until one stands; as with queues, one that failed while it opened stays dead. */
  async #openWorker(onRing: (lanes: readonly number[]) => void): Promise<void> {
    while (!this.#closed) {
      const worker = this.machinery.openWorker(this.name, (stored) => this.#hear(stored, onRing));
      this.#worker = worker;
      worker.on('error', (err) => {
        if (!this.#closed) this.#answering.failed(err);
      });
      try {
        await worker.waitUntilReady();
        return this.#answering.works();
      } catch (err) {
        this.#answering.failed(err);
        await this.#end(worker);
        await this.#clock.sleep(REOPEN_MS, this.#closing.signal);
      }
    }
  }

  /** Never throws: to BullMQ every ring was a success, and what came of it stands in our tables. */
  #hear(stored: unknown, onRing: (lanes: readonly number[]) => void): void {
    this.#answering.works();
    const lanes = fromRingPayload(stored);
    if (!lanes) return this.#logger.warn({ stage: 'queue' }, 'a job that is no ring was dropped');
    try {
      onRing(lanes);
    } catch (err) {
      this.#logger.error({ stage: 'queue', err }, 'answering a ring failed');
    }
  }

  /** Gently first, so that a ring being answered is ticked off. While the server is away that may hang. */
  async #end(worker: BullWorker): Promise<void> {
    // Only this stops the timer that looks for stalled jobs also when the rest hangs.
    const paused = worker.pause(true);
    const gently = paused.then(() => worker.close()).catch(() => undefined);
    if (!(await within(this.#clock, CLOSE_GENTLY_MS, gently))) await this.#endForced(worker);
  }

  /** A queue has nothing to finish; asking a Redis that is away to quit would leave the client reconnecting. */
  async #endForced(part: BullPart): Promise<void> {
    const forced = part
      .getBackend()
      .close(true)
      .catch(() => undefined);
    await within(this.#clock, CLOSE_FORCED_MS, forced);
  }
}
