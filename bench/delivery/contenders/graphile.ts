import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { Client } from 'pg';
import type { Contender } from './contender';

const TASK = 'send';
const silent = new Logger(() => () => undefined);
/** The two options of its page on performance, without which it makes a third of this. */
const BATCHED = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };

export const graphileWorker: Contender = {
  enqueue: async ({ databaseUrl }, ids) => {
    const utils = await makeWorkerUtils({ connectionString: databaseUrl, logger: silent });
    await utils.migrate();
    await utils.release();
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `select graphile_worker.add_job($1, json_build_object('id', id)) from unnest($2::int[]) as t(id)`,
      [TASK, ids],
    );
    await client.end();
  },
  work: async ({ databaseUrl, atOnce }, deliver) => {
    await run({
      connectionString: databaseUrl,
      logger: silent,
      noHandleSignals: true,
      preset: { worker: { ...BATCHED, concurrentJobs: atOnce, maxPoolSize: 20 } },
      taskList: { [TASK]: (payload) => deliver((payload as { readonly id: number }).id) },
    });
  },
};
