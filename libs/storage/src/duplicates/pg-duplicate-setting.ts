import { LEAST_PRECISION, precisionLowerBound, type AuditedPairs } from '@kntc/domain';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { AUDITED } from './pair-statements';
import type { DuplicateTools } from './pg-duplicates';

/** What people decided of pairs that the gateway would join by itself, and what follows. */
export interface AutoLinkAudit extends AuditedPairs {
  /** One-sided 95 %. */
  readonly lowerBound: number;
  readonly isEnough: boolean;
  readonly isOn: boolean;
}

/** Whether the gateway of this province may group pairs by itself: only after an audit of its own decisions. */
export class PgDuplicateSetting {
  constructor(private readonly tools: Omit<DuplicateTools, 'mayAttach'> & { readonly provinceId: string }) {}

  /** @param modelVersion the model in use: what people said of another one's pairs proves nothing */
  async audit(modelVersion: string): Promise<AutoLinkAudit> {
    const { dataSource } = this.tools;
    const [counted = { decided: 0, right: 0 }]: AuditedPairs[] = await dataSource.query(AUDITED, [
      modelVersion,
    ]);
    const rows: unknown[] = await dataSource.query(
      'select 1 from duplicate_setting where auto_link and model_version = $1',
      [modelVersion],
    );
    const lowerBound = precisionLowerBound(counted);
    return { ...counted, lowerBound, isEnough: lowerBound >= LEAST_PRECISION, isOn: rows.length > 0 };
  }

  /** Two people, one of each side, let it; refused below the bound. Switching off is never refused for a figure. */
  set(isOn: boolean, modelVersion: string, command: Command): Promise<OperationResult> {
    const name = `duplicates auto-link ${isOn ? 'on' : 'off'}`;
    const { provinceId } = this.tools;
    return once(this.tools, { name, target: modelVersion, command }, (manager) =>
      allowedOnly({ ...this.tools, manager }, { kind: 'brakes', command, agencyId: provinceId }, async () => {
        if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
        const { decided, right, lowerBound, isEnough } = await this.audit(modelVersion);
        if (isOn && !isEnough) return { kind: 'refused', why: 'audit-too-low' };
        await manager.query(
          `insert into duplicate_setting (agency_id, auto_link, decided, correct, lower_bound, model_version, actor, approver, reason)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           on conflict (only_row) do update set auto_link = excluded.auto_link, decided = excluded.decided, correct = excluded.correct,
             lower_bound = excluded.lower_bound, model_version = excluded.model_version, actor = excluded.actor,
             approver = excluded.approver, reason = excluded.reason, set_at = clock_timestamp()`,
          [
            provinceId,
            isOn,
            decided,
            right,
            lowerBound,
            modelVersion,
            command.actor,
            command.approver ?? null,
            command.reason,
          ],
        );
        return { kind: 'done' };
      }),
    );
  }
}
