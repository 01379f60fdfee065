import type { PetitionKind, ProposalState } from '@kntc/domain';
import { PROPOSAL_COLUMNS, type ProposalRow } from '../proposals/proposal-rows';
import { is, type Listing } from './listing';

export interface ProposalFilter {
  readonly state?: ProposalState | undefined;
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly nationalId?: string | undefined;
}

/** Cases that stand at the far side and are of no record here, longest first. They belong to no case of ours. */
export const PROPOSALS: Listing<ProposalFilter, ProposalRow> = {
  columns: PROPOSAL_COLUMNS,
  from: (seen) => `proposal p where ${seen}`,
  seenBy: { caseId: 'null::uuid', agencyId: 'p.agency_id' },
  order: [
    { sql: 'p.first_seen_at', type: 'timestamptz' },
    { sql: 'p.id', type: 'uuid' },
  ],
  filters: {
    state: is('p.state'),
    agency: is('p.target_agency'),
    kind: is('p.kind'),
    nationalId: (value, bind) => [`p.national_id = lower(${bind(value)})`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    nationalId: String(row['nationalId']),
    agency: String(row['agency']),
    way: row['way'] as ProposalRow['way'],
    kind: row['kind'] as PetitionKind | null,
    receivedOn: row['receivedOn'] as string | null,
    classification: row['classification'] as string | null,
    steps: row['steps'] as readonly string[],
    state: row['state'] as ProposalState,
    firstSeenAt: row['firstSeenAt'] as Date,
    lastSeenAt: row['lastSeenAt'] as Date,
    decidedBy: row['decidedBy'] as string | null,
    approver: row['approver'] as string | null,
    reason: row['reason'] as string | null,
    decidedAt: row['decidedAt'] as Date | null,
  }),
};
