import type { ComparisonClass, FindingCode, ReconciliationKind } from '@kntc/domain';
import type { Ids } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { COUNTS, LAST_RUNS, OPEN_ASKED } from './run-statements';

export interface ReconciliationRunTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** A run as it stands. Counts are of records, but for `requests` and `foreignRows`. */
export interface RunStanding {
  readonly id: string;
  readonly kind: ReconciliationKind;
  /** Only of a run that was asked for one agency. */
  readonly agency: string | null;
  readonly perMinute: number;
  /** Records that stood there when it began; 0 = it goes on as long as something is confirmed. */
  readonly expected: number;
  readonly compared: number;
  readonly unanswered: number;
  readonly requests: number;
  readonly matching: number;
  readonly onlyLocal: number;
  readonly onlyNational: number;
  readonly different: number;
  readonly foreignRows: number;
  /** ISO times of the database. */
  readonly begunAt: string;
  readonly notedAt: string | null;
  readonly finishedAt: string | null;
}

export interface ReconciliationStanding {
  /** The newest of each kind, and whatever is open. */
  readonly runs: readonly RunStanding[];
  /** Records by how both sides stood when they were compared last. */
  readonly classes: Readonly<Partial<Record<ComparisonClass, number>>>;
  /** Records that stand there. */
  readonly records: number;
  /** Of them, those nobody compared yet. */
  readonly never: number;
  readonly oldestComparedAt: string | null;
  /** Open findings by evidence. */
  readonly findings: Readonly<Partial<Record<FindingCode, number>>>;
}

/** Asks for a comparison of all records, or of one agency's. Compares nothing by itself; an open run of the same goes on. */
export function askReconciliation(
  { dataSource, ids, provinceId, audit, approvals }: ReconciliationRunTools,
  { agency, perMinute }: { readonly agency: string | undefined; readonly perMinute: number },
  command: Command,
): Promise<OperationResult> {
  const named = { name: 'reconcile', target: agency ?? 'all records', command };
  return once({ dataSource, ids, audit }, named, (manager) =>
    allowedOnly(
      { approvals, manager },
      { kind: 'technical-resend', command, agencyId: agency ?? provinceId },
      async () => {
        const kind: ReconciliationKind = agency === undefined ? 'full' : 'asked';
        await manager.query(OPEN_ASKED, [provinceId, kind, perMinute, agency ?? null]);
        return { kind: 'done' };
      },
    ),
  );
}

/** Where reconciliation stands. */
export async function reconciliationStanding(dataSource: DataSource): Promise<ReconciliationStanding> {
  const runs: RunStanding[] = await dataSource.query(LAST_RUNS);
  const rows: Omit<ReconciliationStanding, 'runs'>[] = await dataSource.query(COUNTS);
  const counts = rows[0] ?? { classes: {}, records: 0, never: 0, oldestComparedAt: null, findings: {} };
  return { runs, ...counts };
}
