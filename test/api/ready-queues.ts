import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body: object };

const BODY = { side: 'destination', target: 'ttt', reason: 'đang rà lại dữ liệu' };

/** What operations about queues need, set up anew each time. */
export function queuesReady(
  sql: (statement: string) => Promise<unknown>,
): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  const paused = async (): Promise<void> => {
    await sql('delete from queue_pause');
    await sql(
      `insert into queue_pause (agency_id, side, target, paused_by, reason)
       values ('ttt', 'destination', 'ttt', 'lan', 'x'), ('MINI', 'source', 'mini', 'lan', 'y')`,
    );
  };
  return {
    readQueues: async () => {
      await paused();
      return {};
    },
    pauseQueue: async () => {
      await sql('delete from queue_pause');
      return { body: BODY };
    },
    resumeQueue: async () => {
      await paused();
      return { body: BODY };
    },
  };
}
