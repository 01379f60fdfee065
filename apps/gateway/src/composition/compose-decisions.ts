import { EntryPlanner, RunResyncs } from '@kntc/delivery';
import { fieldDigest } from '@kntc/domain';
import type { Logger } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { overlayJudge, type SourceDefinition } from '@kntc/sources';
import {
  PgCodeLists,
  PgConflicts,
  PgCorrections,
  PgEntryBatches,
  PgHandAgencies,
  PgInspectorateRequests,
  PgReceptionBook,
  PgMappings,
  PgOperations,
  PgOverlays,
  PgProposals,
  PgCauseNotes,
  PgQueuePauses,
  PgRenditions,
  PgResyncRecords,
  PgResyncs,
  PgResyncStore,
  PgStatutory,
  PgStatutoryPeriods,
} from '@kntc/storage';
import type { PgApprovals, PgAudit, PgConfiguration, PgPolicies } from '@kntc/storage';
import type { Foundation } from './compose-stages';
import type { GatewayParts } from './gateway-parts';

interface Deciding {
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly policies: PgPolicies;
  readonly configuration: PgConfiguration;
  readonly definitions: readonly SourceDefinition[];
  readonly logger: Logger;
}

type EntryParts = Pick<GatewayParts, 'entryBatches' | 'hands'>;

type Decisions = Pick<
  GatewayParts,
  | 'renditions'
  | 'operations'
  | 'queuePauses'
  | 'causeNotes'
  | 'resyncs'
  | 'resyncStore'
  | 'runResyncs'
  | 'resyncRecords'
  | 'overlays'
  | 'conflicts'
  | 'proposals'
  | 'corrections'
  | 'crosswalk'
  | 'codeLists'
  | 'statutory'
  | 'periods'
  | 'requests'
  | 'receptions'
  | 'keyedDigest'
> &
  EntryParts;

/** What people decide, each decision on the audit. */
export function composeDecisions(on: Foundation, deciding: Deciding): Decisions {
  const { dataSource, seals, house, search, keyedDigest, province, national } = on;
  const { audit, approvals, policies, configuration, definitions, logger } = deciding;
  const tools = { dataSource, seals, ids: randomIds, audit, approvals };
  const overlaying = { ...tools, judge: overlayJudge(definitions), policy: () => policies.current() };
  const resyncing = { ...tools, provinceId: province.id };
  const resyncStore = new PgResyncStore(resyncing);
  const statutory = new PgStatutory(dataSource, seals);
  return {
    keyedDigest,
    statutory,
    periods: new PgStatutoryPeriods({ ...tools, statutory, provinceId: province.id }),
    overlays: new PgOverlays(overlaying),
    conflicts: new PgConflicts({
      ...overlaying,
      keyedDigest,
      stepOf: (field) => national.profile.readBack?.stepOf(field),
    }),
    corrections: new PgCorrections({ ...tools, provinceId: province.id }),
    ...composeEntry(on, tools),
    proposals: new PgProposals({ ...tools, house }),
    renditions: new PgRenditions(dataSource, { seals, house, keyedDigest, ids: randomIds, audit, approvals }),
    causeNotes: new PgCauseNotes(resyncing),
    resyncs: new PgResyncs(resyncing),
    resyncStore,
    runResyncs: new RunResyncs(resyncStore, randomIds.uuid()),
    resyncRecords: new PgResyncRecords({ dataSource, seals, house, logger }),
    queuePauses: new PgQueuePauses({
      ...tools,
      provinceId: province.id,
      agencies: [province.id, ...province.agencies.map(({ id }) => id)],
    }),
    operations: new PgOperations(dataSource, randomIds, audit, approvals),
    crosswalk: new PgMappings({ ...tools, configuration, provinceId: province.id }),
    requests: new PgInspectorateRequests(tools),
    receptions: new PgReceptionBook(tools),
    codeLists: new PgCodeLists({ ...tools, search, provinceId: province.id }),
  };
}

/** What people type where no interface may be used, planned by the rules of delivery. */
function composeEntry(
  { house, keyedDigest, national, knowledge }: Foundation,
  tools: Omit<ConstructorParameters<typeof PgEntryBatches>[0], 'house' | 'keyedDigest' | 'planning'>,
): EntryParts {
  const planning = new EntryPlanner({
    profile: national.profile,
    codeBook: () => knowledge.codeBook,
    identityPolicy: () => knowledge.identityPolicy,
    fieldDigest: fieldDigest(keyedDigest),
  });
  return {
    entryBatches: new PgEntryBatches({ ...tools, house, keyedDigest, planning }),
    hands: new PgHandAgencies(tools),
  };
}
