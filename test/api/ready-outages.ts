import { anOutage } from '../access/an-outage';
import type { MiniRoad } from '../journey/mini-road';
import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

/** Requests about interruptions of the connection that are answered. */
export function readyOutages(road: () => MiniRoad): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  return {
    listOutages: async () => {
      await anOutage(road());
      return {};
    },
    listAffectedRecords: async () => ({ path: { id: await anOutage(road()) } }),
    readOutageFile: async () => ({ path: { id: await anOutage(road()), file: 'bien-ban.xlsx' } }),
  };
}
