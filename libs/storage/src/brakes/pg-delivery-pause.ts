import { isSamePerson } from '@kntc/domain';
import type { AccessRefusal } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';

/** Delivery stopped by itself after a change of the mapping. */
export interface DeliveryPause {
  readonly code: string;
  /** Which change, and how much of what was watched was refused or would change something confirmed. */
  readonly detail: string;
  readonly since: string;
}

export interface ResumedBy {
  readonly actor: string;
  readonly approver: string;
  readonly reason: string;
}

export interface PauseTools {
  readonly dataSource: DataSource;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

export async function deliveryPause(dataSource: DataSource): Promise<DeliveryPause | undefined> {
  const rows: DeliveryPause[] = await dataSource.query(
    `select code, detail, to_json(paused_at) #>> '{}' as since from delivery_pause where resumed_at is null`,
  );
  return rows[0];
}

/** Lets delivery go on after it paused itself: two people, on the audit. */
export function resumeDelivery(
  { dataSource, provinceId, audit, approvals }: PauseTools,
  { actor, approver, reason }: ResumedBy,
): Promise<'resumed' | 'not-paused' | AccessRefusal> {
  return audited({ dataSource, audit }, async (manager) => {
    const verdict = await approvals.check(manager, { kind: 'brakes', actor, approver });
    const why = isSamePerson(actor, approver)
      ? 'same-person'
      : verdict.kind === 'refused'
        ? verdict.why
        : undefined;
    const [resumed]: [unknown[], number] =
      why === undefined
        ? await manager.query(
            `update delivery_pause set resumed_at = clock_timestamp(), resumed_by = $1, approved_by = $2, reason = $3
             where resumed_at is null returning id`,
            [actor, approver, reason],
          )
        : [[], 0];
    const result = why ?? (resumed.length > 0 ? ('resumed' as const) : ('not-paused' as const));
    const entry = {
      agencyId: provinceId,
      action: 'delivery resume',
      target: 'delivery',
      reason,
      ...verdict.onRecord,
      result: result === 'resumed' ? inAudit(verdict) : 'refused',
    };
    return { result, entry };
  });
}
