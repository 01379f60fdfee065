import { randomIds } from '@kntc/platform';
import { overlayJudge, type SourceDefinition } from '@kntc/sources';
import {
  PgCodeLists,
  PgConflicts,
  PgCorrections,
  PgInspectorateRequests,
  PgMappings,
  PgOperations,
  PgOverlays,
  PgProposals,
  PgRenditions,
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
}

/** What people decide, each decision on the audit. */
export function composeDecisions(
  { dataSource, seals, house, search, keyedDigest, province, national }: Foundation,
  { audit, approvals, policies, configuration, definitions }: Deciding,
): Pick<
  GatewayParts,
  | 'renditions'
  | 'operations'
  | 'overlays'
  | 'conflicts'
  | 'proposals'
  | 'corrections'
  | 'crosswalk'
  | 'codeLists'
  | 'statutory'
  | 'periods'
  | 'requests'
  | 'keyedDigest'
> {
  const tools = { dataSource, seals, ids: randomIds, audit, approvals };
  const overlaying = { ...tools, judge: overlayJudge(definitions), policy: () => policies.current() };
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
    operations: new PgOperations(dataSource, randomIds, audit, approvals),
    crosswalk: new PgMappings({ ...tools, configuration, provinceId: province.id }),
    requests: new PgInspectorateRequests(tools),
    codeLists: new PgCodeLists({ ...tools, search, provinceId: province.id }),
  };
}
