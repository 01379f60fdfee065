import PgBoss from 'pg-boss';
import type { Contender } from './contender';

const QUEUE = 'send';
/** Tuned as its users do: several workers that take many jobs at once, and look as often as it lets them. */
const WORKERS = 5;
const BATCH = { batchSize: 200, pollingIntervalSeconds: 0.5 };

interface Job {
  readonly id: number;
}

export const pgBoss: Contender = {
  enqueue: async ({ databaseUrl }, ids) => {
    const boss = new PgBoss({ connectionString: databaseUrl });
    await boss.start();
    await boss.createQueue(QUEUE);
    await boss.insert(ids.map((id) => ({ name: QUEUE, data: { id } })));
    await boss.stop({ wait: true });
  },
  work: async ({ databaseUrl }, deliver) => {
    const boss = new PgBoss({ connectionString: databaseUrl });
    boss.on('error', (err) => void process.stderr.write(`${err.message}\n`));
    await boss.start();
    for (let count = 0; count < WORKERS; count += 1)
      await boss.work<Job>(QUEUE, BATCH, async (jobs) => {
        await Promise.all(jobs.map(({ data }) => deliver(data.id)));
      });
  },
};
