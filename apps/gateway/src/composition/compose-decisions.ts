import { RunResyncs } from '@kntc/delivery';
import type { Logger } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { overlayJudge, type SourceDefinition } from '@kntc/sources';
import {
  PgCodeLists,
  PgConflicts,
  PgCorrections,
  PgInspectorateRequests,
  PgReceptionBook,
  PgMappings,
  PgOperations,
  PgOverlays,
  PgProposals,
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

/** What people decide, each decision on the audit. */
export function composeDecisions(
  { dataSource, seals, house, search, keyedDigest, province, national }: Foundation,
  { audit, approvals, policies, configuration, definitions, logger }: Deciding,
): Pick<
  GatewayParts,
  | 'renditions'
  | 'operations'
  | 'queuePauses'
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
> {
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
    proposals: new PgProposals({ ...tools, house }),
    renditions: new PgRenditions(dataSource, { seals, house, keyedDigest, ids: randomIds, audit, approvals }),
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
