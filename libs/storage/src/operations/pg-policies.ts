import type { IdentityPolicy, Ids } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgAudit } from '../audit/pg-audit';

export interface PolicyRecord {
  readonly policy: IdentityPolicy;
  readonly documentNo: string;
  /** `yyyy-MM-dd`. */
  readonly documentDate: string;
  readonly signatory: string;
  readonly recordedBy: string;
  /** A second person confirms: nobody opens or closes a denouncer's identity alone. */
  readonly secondPerson: string;
}

/** Recorded identity policies for denunciations; none by default. */
export class PgPolicies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: Ids,
    private readonly provinceId: string,
    private readonly audit: PgAudit,
  ) {}

  async current(): Promise<IdentityPolicy | undefined> {
    const rows: { policy: IdentityPolicy }[] = await this.dataSource.query(
      'select policy from identity_policy where valid_until is null',
    );
    return rows[0]?.policy;
  }

  /** Ends the current policy and records the new one with its document, in one transaction. */
  async record(policy: PolicyRecord): Promise<void> {
    await this.audit.ready();
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        'update identity_policy set valid_until = clock_timestamp() where valid_until is null',
      );
      await manager.query(
        `insert into identity_policy (id, agency_id, policy, document_no, document_date, signatory, recorded_by, second_person)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          this.ids.uuid(),
          this.provinceId,
          policy.policy,
          policy.documentNo,
          policy.documentDate,
          policy.signatory,
          policy.recordedBy,
          policy.secondPerson,
        ],
      );
      await this.audit.append(manager, {
        agencyId: this.provinceId,
        actor: policy.recordedBy,
        approver: policy.secondPerson,
        action: 'policy record',
        target: policy.policy,
        reason: `${policy.documentNo} (${policy.documentDate}), ${policy.signatory}`,
        result: 'done',
      });
    });
    await this.audit.committed();
  }
}
