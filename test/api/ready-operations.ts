import { alertsReady, withAlertChannel } from './ready-alerts';
import { batchesReady } from './ready-batches';
import { causesReady } from './ready-causes';
import { readyOutages } from './ready-outages';
import { readyProposals } from './ready-proposals';
import { peopleReady } from './ready-people';
import { queuesReady } from './ready-queues';
import { receptionsReady, VISITS } from './ready-receptions';
import { requestsReady } from './ready-requests';
import { resyncsReady } from './ready-resync';

type Tools = Parameters<typeof requestsReady>[0] &
  Parameters<typeof peopleReady>[0] &
  Parameters<typeof resyncsReady>[0] &
  Parameters<typeof receptionsReady>[0] &
  Parameters<typeof batchesReady>[0] & { readonly road: Parameters<typeof readyOutages>[0] };

/** What the province is opened with. */
export const WORLD = { edit: { 'sources/mini.yaml': [VISITS.edit] }, prepare: withAlertChannel };

/** What operations of their own files need, set up anew each time. */
export function readyOperations(tools: Tools): ReturnType<typeof resyncsReady> {
  return {
    ...readyOutages(tools.road),
    ...readyProposals(tools.road),
    ...requestsReady(tools),
    ...queuesReady(tools.sql),
    ...alertsReady(tools.sql),
    ...receptionsReady(tools),
    ...resyncsReady(tools),
    ...batchesReady(tools),
    ...causesReady(tools),
    ...peopleReady(tools),
  };
}
