import { findingsThat, isSamePerson } from '@kntc/domain';
import type {
  AccessRefusal,
  AfterSignOff,
  ComparedRecord,
  FindingKind,
  FoundOf,
  Restoration,
  RestorationStore,
  WentBack,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals, type Verdict } from '../access/pg-approvals';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { toJsonb } from '../rows/to-jsonb';
import {
  ADOPT_IDS,
  ASK,
  BEGIN,
  BEGIN_TO_AGREE_ANEW,
  CREATE_AGAIN,
  different,
  DOUBT_BASE,
  FORGET_LATE_STEPS,
  LET_GO_OF_IDS,
  LET_GO_OF_OPEN,
  NOTE,
  OPEN,
  SAMPLE,
  SIGN,
  TAKE,
  UNCOMPARED,
} from './restoration-statements';

/** Where the open restoration stands. */
export interface OpenRestoration extends Restoration {
  readonly detail: string;
  /** ISO time of the database. */
  readonly since: string;
  /** Records the far side was not asked about yet. */
  readonly uncompared: number;
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  /** Short name of exactly this difference: who signs names it. `-`: both sides agree. */
  readonly difference: string;
  /** Sources that were not read to their end since it began. */
  readonly unread: readonly string[];
}

/** A record both sides see differently. */
export interface DifferentRecord {
  readonly reference: string;
  readonly agencyId: string;
  readonly kind: FindingKind;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

export interface SignOff {
  readonly actor: string;
  readonly approver: string;
  readonly reason: string;
  /** As {@link OpenRestoration.difference} was shown to them. */
  readonly difference: string;
}

export type SignOffOutcome =
  'signed' | 'nothing-open' | 'not-compared' | 'not-read' | 'other-difference' | AccessRefusal;

export interface SignOffTools {
  readonly dataSource: DataSource;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

interface ComparedRow {
  readonly record_id: string;
  readonly agency_id: string;
  readonly reference: string;
  readonly national_id: string | null;
}

interface OpenRow extends Omit<OpenRestoration, 'difference'> {
  readonly difference: string | null;
}

interface DifferentRow {
  readonly reference: string;
  readonly agency_id: string;
  readonly kind: FindingKind;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** Shown where both sides agree in everything. */
export const NO_DIFFERENCE = '-';

/** {@link RestorationStore} in PostgreSQL, and the decision that ends a restoration. */
export class PgRestorations implements RestorationStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provinceId: string,
  ) {}

  async take(process: string, leaseMs: number): Promise<Restoration | undefined> {
    const [rows]: [Restoration[], number] = await this.dataSource.query(TAKE, [process, leaseMs]);
    return rows[0];
  }

  async uncompared(restorationId: string, limit: number): Promise<readonly ComparedRecord[]> {
    const rows: ComparedRow[] = await this.dataSource.query(UNCOMPARED, [restorationId, limit]);
    return rows.map(toCompared);
  }

  async note(restorationId: string, found: readonly FoundOf[]): Promise<void> {
    if (found.length === 0) return;
    const rows = found.map(({ recordId, agencyId, finding }) => ({
      id: recordId,
      agency_id: agencyId,
      kind: finding.kind,
      national_id: 'nationalId' in finding ? finding.nationalId : null,
    }));
    await this.dataSource.query(NOTE, [restorationId, toJsonb(rows)]);
  }

  async sample(newest: number, sinceMs: number): Promise<readonly ComparedRecord[]> {
    const rows: ComparedRow[] = await this.dataSource.query(SAMPLE, [newest, sinceMs]);
    return rows.map(toCompared);
  }

  begin(side: WentBack, detail: string): Promise<boolean> {
    return this.beginWith(this.dataSource.manager, side, detail);
  }

  /** As {@link begin}, in the transaction of the decision that makes it necessary. */
  async beginWith(manager: Pick<EntityManager, 'query'>, side: WentBack, detail: string): Promise<boolean> {
    const rows: unknown[] = await manager.query(BEGIN, [this.provinceId, side, detail]);
    return rows.length > 0;
  }

  open(): Promise<OpenRestoration | undefined> {
    return openRestoration(this.dataSource.manager);
  }

  /** Records both sides see differently and the reader may know of, in the order of their references, after `after`. */
  async different(
    restorationId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
    scope: RowScope = 'everything',
  ): Promise<readonly DifferentRecord[]> {
    const seen = visible(scope, 4, NATIONAL);
    const values = [restorationId, after ?? null, limit, ...seen.values];
    const rows: DifferentRow[] = await this.dataSource.query(different(seen.sql), values);
    return rows.map(({ reference, agency_id: agencyId, kind, ours, theirs }) => ({
      reference,
      agencyId,
      kind,
      ours: ours ?? undefined,
      theirs: theirs ?? undefined,
    }));
  }
}

/**
 * Two people say that the far side went back, because its keeper said so: where its look-ups prove nothing the gateway cannot
 * notice by itself. Nothing is sent from the commit on.
 */
export function beginRestoration(
  { dataSource, provinceId, audit, approvals }: SignOffTools,
  { actor, approver, reason }: Omit<SignOff, 'difference'>,
): Promise<'begun' | 'open-already' | AccessRefusal> {
  return audited({ dataSource, audit }, async (manager) => {
    const { verdict, refused } = await asked(approvals, manager, { actor, approver });
    const restorations = new PgRestorations(dataSource, provinceId);
    const isBegun =
      refused === undefined && (await restorations.beginWith(manager, 'national', 'begun by two people'));
    const result = refused ?? (isBegun ? 'begun' : 'open-already');
    const entry = {
      agencyId: provinceId,
      action: 'restoration begin',
      target: 'national',
      reason,
      ...verdict.onRecord,
      result: isBegun ? inAudit(verdict) : 'refused',
    };
    return { result, entry };
  });
}

/**
 * Two people signed off the difference they were shown: ids are taken, lost cases become due, what is unclear is held, and
 * delivery goes on. One transaction with its link of the audit; refused until every record was compared and – when our own
 * database went back – every source was read to its end, so that nothing older is sent over something newer.
 */
export function signOff(
  { dataSource, provinceId, audit, approvals }: SignOffTools,
  { actor, approver, reason, difference }: SignOff,
): Promise<SignOffOutcome> {
  return audited({ dataSource, audit }, async (manager) => {
    const { verdict, refused } = await asked(approvals, manager, { actor, approver });
    await manager.query('select id from restoration where signed_at is null for update');
    const open = refused === undefined ? await openRestoration(manager) : undefined;
    const result = refused ?? objectionTo(open, difference) ?? 'signed';
    if (open !== undefined && result === 'signed') {
      await apply(manager, open);
      await manager.query(SIGN, [open.id, actor, approver, reason, difference]);
    }
    const entry = {
      agencyId: provinceId,
      action: 'restoration sign-off',
      target: open === undefined ? '-' : `${open.side} ${difference}`,
      reason,
      ...verdict.onRecord,
      result: result === 'signed' ? inAudit(verdict) : 'refused',
    };
    return { result, entry };
  });
}

async function asked(
  approvals: PgApprovals,
  manager: EntityManager,
  { actor, approver }: Pick<SignOff, 'actor' | 'approver'>,
): Promise<{ readonly verdict: Verdict; readonly refused: AccessRefusal | undefined }> {
  const verdict = await approvals.check(manager, { kind: 'restore', actor, approver });
  if (isSamePerson(actor, approver)) return { verdict, refused: 'same-person' };
  return { verdict, refused: verdict.kind === 'refused' ? verdict.why : undefined };
}

function objectionTo(
  open: OpenRestoration | undefined,
  difference: string,
): Exclude<SignOffOutcome, 'signed' | AccessRefusal> | undefined {
  if (open === undefined) return 'nothing-open';
  if (open.uncompared > 0) return 'not-compared';
  if (open.side === 'gateway' && open.unread.length > 0) return 'not-read';
  return open.difference === difference ? undefined : 'other-difference';
}

async function apply(manager: EntityManager, { id, side }: Restoration): Promise<void> {
  const kinds = (way: AfterSignOff): readonly FindingKind[] => findingsThat(way, side);
  await manager.query(BEGIN_TO_AGREE_ANEW);
  if (side === 'national') {
    await manager.query(LET_GO_OF_OPEN, [id]);
    await manager.query(FORGET_LATE_STEPS, [id]);
  } else await manager.query(DOUBT_BASE, [id, kinds('go-on')]);
  await manager.query(LET_GO_OF_IDS, [id, kinds('adopt')]);
  await manager.query(CREATE_AGAIN, [id, kinds('create-again')]);
  await manager.query(ADOPT_IDS, [id, kinds('adopt')]);
  await manager.query(ASK, [id, kinds('ask')]);
}

/** The restoration nobody signed off yet. */
export async function openRestoration(
  manager: Pick<EntityManager, 'query'>,
): Promise<OpenRestoration | undefined> {
  const rows: OpenRow[] = await manager.query(OPEN);
  const row = rows[0];
  return row && { ...row, difference: row.difference ?? NO_DIFFERENCE };
}

function toCompared(row: ComparedRow): ComparedRecord {
  return {
    recordId: row.record_id,
    agencyId: row.agency_id,
    reference: row.reference,
    nationalId: row.national_id ?? undefined,
  };
}
