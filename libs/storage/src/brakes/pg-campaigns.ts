import type { AccessRefusal, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit } from '../access/pg-approvals';
import type { PgApprovals, Verdict } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { LET_GO, TODAY } from './brake-statements';

/** What a document allows: so many records more than a day sees, until its last day. */
export interface CampaignDocument {
  readonly documentNo: string;
  readonly quota: number;
  /** Inclusive, `yyyy-MM-dd` in Vietnam. */
  readonly lastDay: string;
}

export interface Campaign extends CampaignDocument {
  readonly state: 'pending' | 'approved' | 'ended';
  readonly used: number;
  readonly recordedBy: string;
  readonly approvedBy: string | undefined;
  /** Approved, not ended, its last day not over and its quota not used up. */
  readonly isOpen: boolean;
}

export type CampaignOutcome = 'done' | 'exists' | 'not-pending' | 'unknown' | 'over' | AccessRefusal;

export interface CampaignTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

interface CampaignRow extends CampaignDocument {
  readonly id: string;
  readonly state: Campaign['state'];
  readonly used: number;
  readonly recordedBy: string;
  readonly approvedBy: string | null;
  readonly isOpen: boolean;
  readonly isOver: boolean;
}

const ACTS = { kind: 'brakes' } as const;

const CAMPAIGNS = `
  select id, document_no as "documentNo", quota, used, last_day::text as "lastDay", state, recorded_by as "recordedBy",
    approved_by as "approvedBy", last_day < ${TODAY} as "isOver",
    state = 'approved' and last_day >= ${TODAY} and used < quota as "isOpen" from campaign`;

/**
 * Campaigns (đợt cập nhật): what may be created beyond a usual day, by document. One person records it, another one
 * approves it; both acts stand on the audit, and only the second one lets anything through.
 */
export class PgCampaigns {
  constructor(private readonly tools: CampaignTools) {}

  /** Newest first. */
  async list(): Promise<readonly Campaign[]> {
    return campaigns(this.tools.dataSource);
  }

  /** `exists`: a campaign of that document is pending or runs; `over`: its last day has passed. */
  record(document: CampaignDocument, recordedBy: string): Promise<CampaignOutcome> {
    return audited(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.firstAct(manager, ACTS, recordedBy);
      const result =
        verdict.kind === 'allowed' ? await this.#insert(manager, document, recordedBy) : verdict.why;
      return { result, entry: this.#entry('campaign record', document, verdict, { result }) };
    });
  }

  /** The second person's act; what waited for the day's limit is tried now. */
  approve(documentNo: string, approvedBy: string): Promise<CampaignOutcome> {
    return audited(this.tools, async (manager) => {
      const row = await find(manager, documentNo);
      const people: readonly [string, string] = [row?.recordedBy ?? '', approvedBy];
      const verdict =
        row === undefined
          ? await this.tools.approvals.firstAct(manager, ACTS, approvedBy)
          : await this.tools.approvals.secondAct(manager, ACTS, people);
      const result = verdict.kind === 'refused' ? verdict.why : await approveRow(manager, row, approvedBy);
      const document = row ?? { documentNo, quota: 0, lastDay: '' };
      return { result, entry: this.#entry('campaign approve', document, verdict, { result }) };
    });
  }

  /** Ends or withdraws it: nothing more is created under it. One person is enough to brake. */
  end(documentNo: string, actor: string, reason: string): Promise<CampaignOutcome> {
    return audited(this.tools, async (manager) => {
      const row = await find(manager, documentNo);
      const verdict = await this.tools.approvals.firstAct(manager, ACTS, actor);
      const isDone = verdict.kind === 'allowed' && row !== undefined;
      if (isDone)
        await manager.query(
          `update campaign set state = 'ended', ended_by = $2, ended_at = clock_timestamp(), end_reason = $3 where id = $1`,
          [row.id, actor, reason],
        );
      const result = verdict.kind === 'refused' ? verdict.why : isDone ? 'done' : 'unknown';
      const document = row ?? { documentNo, quota: 0, lastDay: '' };
      return { result, entry: this.#entry('campaign end', document, verdict, { result, reason }) };
    });
  }

  /** Both acts at once, for rehearsals: the demo province and tests. @throws Error when it was not approved */
  async open(document: CampaignDocument, recordedBy: string, approvedBy: string): Promise<void> {
    await this.record(document, recordedBy);
    const outcome = await this.approve(document.documentNo, approvedBy);
    if (outcome !== 'done') throw new Error(`the campaign was not approved: ${outcome}`);
  }

  async #insert(
    manager: EntityManager,
    { documentNo, quota, lastDay }: CampaignDocument,
    by: string,
  ): Promise<CampaignOutcome> {
    const isOver: { over: boolean }[] = await manager.query(`select $1::date < ${TODAY} as over`, [lastDay]);
    if (isOver[0]?.over === true) return 'over';
    const added: unknown[] = await manager.query(
      `insert into campaign (id, agency_id, document_no, quota, last_day, recorded_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (document_no) where state <> 'ended' do nothing returning id`,
      [this.tools.ids.uuid(), this.tools.provinceId, documentNo, quota, lastDay, by],
    );
    return added.length > 0 ? 'done' : 'exists';
  }

  #entry(
    action: string,
    { documentNo, quota, lastDay }: CampaignDocument,
    verdict: Verdict,
    { result, reason }: { readonly result: CampaignOutcome; readonly reason?: string },
  ) {
    return {
      agencyId: this.tools.provinceId,
      action,
      target: documentNo,
      reason: reason ?? `${quota}, ${lastDay}`,
      ...verdict.onRecord,
      result: result === 'done' ? inAudit(verdict) : 'refused',
    };
  }
}

/** Every campaign, newest first. */
export async function campaigns(dataSource: DataSource): Promise<readonly Campaign[]> {
  const rows: CampaignRow[] = await dataSource.query(`${CAMPAIGNS} order by recorded_at desc`);
  return rows.map((row) => ({
    documentNo: row.documentNo,
    quota: row.quota,
    used: row.used,
    lastDay: row.lastDay,
    state: row.state,
    recordedBy: row.recordedBy,
    approvedBy: row.approvedBy ?? undefined,
    isOpen: row.isOpen,
  }));
}

async function find(manager: EntityManager, documentNo: string): Promise<CampaignRow | undefined> {
  const rows: CampaignRow[] = await manager.query(
    `${CAMPAIGNS} where document_no = $1 and state <> 'ended' for update`,
    [documentNo],
  );
  return rows[0];
}

async function approveRow(
  manager: EntityManager,
  row: CampaignRow | undefined,
  by: string,
): Promise<CampaignOutcome> {
  if (row === undefined) return 'unknown';
  if (row.state !== 'pending') return 'not-pending';
  if (row.isOver) return 'over';
  await manager.query(
    `update campaign set state = 'approved', approved_by = $2, approved_at = clock_timestamp() where id = $1`,
    [row.id, by],
  );
  await manager.query(LET_GO);
  return 'done';
}
