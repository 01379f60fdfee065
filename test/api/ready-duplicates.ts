import { aDuplicate } from '../access/a-duplicate';
import type { MiniRoad } from '../journey/mini-road';
import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

const REASON = 'đã so hai đơn';
const PAIR = { later: 'TWICE', earlier: 'HELD' };

/** Requests about pairs that may be one matter, that are carried out. */
export function readyDuplicates(road: () => MiniRoad): Readonly<Record<string, () => Promise<Ready>>> {
  return {
    listDuplicates: async () => {
      await aDuplicate(road(), PAIR);
      return {};
    },
    listDuplicateSearches: async () => {
      await aSearch(road());
      return {};
    },
    askDuplicateSearch: async () => ({ body: { from: '2026-01-01', to: '2026-12-31', reason: REASON } }),
    readDuplicate: async () => ({ path: { id: await aDuplicate(road(), PAIR) } }),
    decideDuplicate: async () => ({
      path: { id: await aDuplicate(road(), PAIR) },
      body: { decision: 'related', reason: REASON },
    }),
    undoDuplicate: async () => ({
      path: { id: await aDuplicate(road(), { ...PAIR, state: 'rejected' }) },
      body: { reason: REASON },
    }),
  };
}

/** One comparison of a period that is over. */
async function aSearch({ own }: MiniRoad): Promise<void> {
  await own.query(
    `insert into duplicate_search (id, agency_id, from_on, to_on, asked_by, expected, compared, finished_at)
     values (gen_random_uuid(), 'MINI', '2025-01-01', '2025-12-31', 'Lan', 0, 0, clock_timestamp())`,
  );
}
