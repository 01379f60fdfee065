import { queuesReady } from './ready-queues';
import { receptionsReady } from './ready-receptions';
import { requestsReady } from './ready-requests';
import { resyncsReady } from './ready-resync';

/** What operations of their own files need, set up anew each time. */
export function readyOperations(
  tools: Parameters<typeof requestsReady>[0] & Parameters<typeof resyncsReady>[0],
): ReturnType<typeof resyncsReady> {
  return {
    ...requestsReady(tools),
    ...queuesReady(tools.sql),
    ...receptionsReady(tools),
    ...resyncsReady(tools),
  };
}
