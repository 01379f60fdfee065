import { randomIds } from '@kntc/platform';
import { overlayJudge, type SourceDefinition } from '@kntc/sources';
import { PgOperations, PgOverlays, PgRenditions } from '@kntc/storage';
import type { PgApprovals, PgAudit, PgPolicies } from '@kntc/storage';
import type { Foundation } from './compose-stages';
import type { GatewayParts } from './gateway-parts';

interface Deciding {
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly policies: PgPolicies;
  readonly definitions: readonly SourceDefinition[];
}

/** What people decide, each decision on the audit. */
export function composeDecisions(
  { dataSource, seals, house, keyedDigest }: Foundation,
  { audit, approvals, policies, definitions }: Deciding,
): Pick<GatewayParts, 'renditions' | 'operations' | 'overlays' | 'keyedDigest'> {
  const tools = { dataSource, seals, ids: randomIds, audit, approvals };
  return {
    keyedDigest,
    overlays: new PgOverlays({
      ...tools,
      judge: overlayJudge(definitions),
      policy: () => policies.current(),
    }),
    renditions: new PgRenditions(dataSource, { seals, house, keyedDigest, ids: randomIds, audit, approvals }),
    operations: new PgOperations(dataSource, randomIds, audit, approvals),
  };
}
