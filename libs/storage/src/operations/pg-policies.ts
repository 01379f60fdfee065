import type { AccessRefusal, IdentityPolicy, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit } from '../access/pg-approvals';
import type { PgApprovals, Verdict } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';

/** A policy with the document that orders it. */
export interface PolicyDocument {
  readonly policy: IdentityPolicy;
  readonly documentNo: string;
  /** `yyyy-MM-dd`. */
  readonly documentDate: string;
  readonly signatory: string;
}

export interface PolicyRecord extends PolicyDocument {
  readonly recordedBy: string;
  /** A second person confirms: nobody opens or closes a denouncer's identity alone. */
  readonly secondPerson: string;
}

/** Recorded by one person, waiting for another one: counts for nothing yet. */
export interface PendingPolicy extends PolicyDocument {
  readonly id: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export type ProposalOutcome = 'pending' | 'repeated' | 'other-pending' | AccessRefusal;
export type ConfirmationOutcome = 'confirmed' | 'nothing-pending' | 'other-document' | AccessRefusal;

const ACTS = { kind: 'policy' } as const;

const PENDING = `select id, policy, document_no as "documentNo", document_date::text as "documentDate", signatory,
    proposed_by as "recordedBy", proposed_at as "recordedAt"
  from policy_proposal where state = 'pending'`;

export interface PolicyTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/**
 * Identity policies for denunciations; none by default. One person records a document, another one confirms it: two
 * acts, each on the audit, and only the second one changes what may leave.
 */
export class PgPolicies {
  constructor(private readonly tools: PolicyTools) {}

  async current(): Promise<IdentityPolicy | undefined> {
    const rows: { policy: IdentityPolicy }[] = await this.tools.dataSource.query(
      'select policy from identity_policy where valid_until is null',
    );
    return rows[0]?.policy;
  }

  pending(): Promise<PendingPolicy | undefined> {
    return pendingPolicy(this.tools.dataSource);
  }

  /** Records what a document says. Nothing changes until somebody else confirms it. */
  async propose(document: PolicyDocument, recordedBy: string): Promise<ProposalOutcome> {
    await this.tools.audit.ready();
    const outcome = await this.tools.dataSource.transaction(async (manager) => {
      const verdict = await this.tools.approvals.firstAct(manager, ACTS, recordedBy);
      if (verdict.kind === 'allowed') {
        const added: unknown[] = await manager.query(
          `insert into policy_proposal (id, agency_id, policy, document_no, document_date, signatory, proposed_by)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict ((true)) where state = 'pending' do nothing returning id`,
          [this.tools.ids.uuid(), this.tools.provinceId, ...columnsOf(document), recordedBy],
        );
        if (added.length === 0) return undefined;
      }
      await this.#append(manager, 'policy record', document, verdict);
      return verdict.kind === 'allowed' ? 'pending' : verdict.why;
    });
    if (outcome === undefined) return this.#isPending(document, recordedBy);
    await this.tools.audit.committed();
    return outcome;
  }

  /** The second person's act: the pending policy is in force from now on, and the one before is on file. */
  async confirm(documentNo: string, confirmedBy: string): Promise<ConfirmationOutcome> {
    await this.tools.audit.ready();
    const outcome = await this.tools.dataSource.transaction(async (manager): Promise<ConfirmationOutcome> => {
      const rows: PendingPolicy[] = await manager.query(`${PENDING} for update`);
      const pending = rows[0];
      if (pending === undefined) return 'nothing-pending';
      if (pending.documentNo !== documentNo) return 'other-document';
      const verdict = await this.tools.approvals.secondAct(manager, ACTS, [pending.recordedBy, confirmedBy]);
      if (verdict.kind === 'allowed') await this.#putInForce(manager, pending, confirmedBy);
      await this.#append(manager, 'policy confirm', pending, verdict);
      return verdict.kind === 'allowed' ? 'confirmed' : verdict.why;
    });
    if (outcome !== 'nothing-pending' && outcome !== 'other-document') await this.tools.audit.committed();
    return outcome;
  }

  /** Takes back what nobody confirmed yet. */
  async withdraw(actor: string, reason: string): Promise<'withdrawn' | 'nothing-pending' | AccessRefusal> {
    await this.tools.audit.ready();
    const outcome = await this.tools.dataSource.transaction(async (manager) => {
      const rows: PendingPolicy[] = await manager.query(`${PENDING} for update`);
      const pending = rows[0];
      if (pending === undefined) return 'nothing-pending' as const;
      const verdict = await this.tools.approvals.firstAct(manager, ACTS, actor);
      if (verdict.kind === 'allowed') await this.#decide(manager, pending.id, 'withdrawn', actor);
      await this.tools.audit.append(manager, {
        agencyId: this.tools.provinceId,
        action: 'policy withdraw',
        target: pending.policy,
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      });
      return verdict.kind === 'allowed' ? ('withdrawn' as const) : verdict.why;
    });
    if (outcome !== 'nothing-pending') await this.tools.audit.committed();
    return outcome;
  }

  async #putInForce(manager: EntityManager, pending: PendingPolicy, confirmedBy: string): Promise<void> {
    await this.#decide(manager, pending.id, 'confirmed', confirmedBy);
    await manager.query(
      'update identity_policy set valid_until = clock_timestamp() where valid_until is null',
    );
    await manager.query(
      `insert into identity_policy (id, agency_id, policy, document_no, document_date, signatory, recorded_by, second_person)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [this.tools.ids.uuid(), this.tools.provinceId, ...columnsOf(pending), pending.recordedBy, confirmedBy],
    );
  }

  /** Both acts at once, for rehearsals: the demo province and tests. @throws Error when it did not come into force */
  async record({ recordedBy, secondPerson, ...document }: PolicyRecord): Promise<void> {
    await this.propose(document, recordedBy);
    const outcome = await this.confirm(document.documentNo, secondPerson);
    if (outcome !== 'confirmed') throw new Error(`the policy was not confirmed: ${outcome}`);
  }

  async #isPending(document: PolicyDocument, recordedBy: string): Promise<ProposalOutcome> {
    const pending = await this.pending();
    const isSame =
      pending !== undefined &&
      pending.recordedBy === recordedBy &&
      columnsOf(pending).join('\n') === columnsOf(document).join('\n');
    return isSame ? 'repeated' : 'other-pending';
  }

  async #decide(manager: EntityManager, id: string, state: string, by: string): Promise<void> {
    await manager.query(
      'update policy_proposal set state = $2, decided_by = $3, decided_at = clock_timestamp() where id = $1',
      [id, state, by],
    );
  }

  async #append(
    manager: EntityManager,
    action: string,
    { policy, documentNo, documentDate, signatory }: PolicyDocument,
    verdict: Verdict,
  ): Promise<void> {
    await this.tools.audit.append(manager, {
      agencyId: this.tools.provinceId,
      action,
      target: policy,
      reason: `${documentNo} (${documentDate}), ${signatory}`,
      ...verdict.onRecord,
      result: inAudit(verdict),
    });
  }
}

/** What waits for a second person, for showing it. */
export async function pendingPolicy(dataSource: DataSource): Promise<PendingPolicy | undefined> {
  const rows: PendingPolicy[] = await dataSource.query(PENDING);
  return rows[0];
}

function columnsOf(document: PolicyDocument): readonly string[] {
  return [document.policy, document.documentNo, document.documentDate, document.signatory];
}
