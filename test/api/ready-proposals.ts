import { aCorrection } from '../access/a-correction';
import { aProposal } from '../access/a-proposal';
import type { MiniRoad } from '../journey/mini-road';
import type { RequestParts } from './any-request';
import { readyDuplicates } from './ready-duplicates';

type Ready = RequestParts & { readonly body?: object };

const REASON = 'đã kiểm tra kỹ';

/** Requests about what only the far side knows, about pairs, and about letters, that are carried out. */
export function readyProposals(road: () => MiniRoad): Readonly<Record<string, () => Promise<Ready>>> {
  return {
    ...readyDuplicates(road),
    listProposals: async () => {
      await aProposal(road(), 'ttt');
      return {};
    },
    readProposal: async () => ({ path: { id: await aProposal(road(), 'ttt') } }),
    decideProposal: async () => ({
      path: { id: await aProposal(road(), 'ttt') },
      body: { decision: 'awaited', reason: REASON },
    }),
    listCorrectionRequests: async () => {
      await aCorrection(road());
      return {};
    },
    readCorrectionRequest: async () => ({ path: { id: await aCorrection(road()) } }),
    readCorrectionFile: async () => ({
      path: { id: await aCorrection(road()), file: 'phu-luc.xlsx' },
    }),
    draftCorrectionRequest: async () => {
      const id = await aProposal(road(), 'ttt');
      await road().own.query("update proposal set state = 'not-ours' where id = $1", [id]);
      return { body: { proposals: [id], reason: REASON } };
    },
    noteCorrectionSent: async () => ({
      path: { id: await aCorrection(road()) },
      body: { documentNo: '15/TTr-NV1', documentDate: '2026-11-27', reason: REASON },
    }),
    withdrawCorrectionRequest: async () => ({
      path: { id: await aCorrection(road()) },
      body: { reason: REASON },
    }),
  };
}
