import type { ComparisonClass, FindingCode, ReconciliationKind } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { COUNTS, LAST_RUNS } from './run-statements';

/** A run as it stands. Counts are of records, but for `requests` and `foreignRows`. */
export interface RunStanding {
  readonly id: string;
  readonly kind: ReconciliationKind;
  /** Only of a run that was asked for one agency. */
  readonly agency: string | null;
  /** Look-ups a minute, at most. */
  readonly perMinute: number;
  /** Records that stood there when it began; 0 = it goes on as long as something is confirmed. */
  readonly expected: number;
  readonly compared: number;
  /** Of them, those that digests of ranges showed to be the same: nothing of these was read. */
  readonly byDigest: number;
  readonly unanswered: number;
  readonly requests: number;
  readonly matching: number;
  readonly onlyLocal: number;
  readonly onlyNational: number;
  readonly different: number;
  readonly foreignRows: number;
  /** ISO times of the database. */
  readonly begunAt: string;
  /** When it last wrote something down. */
  readonly notedAt: string | null;
  readonly finishedAt: string | null;
}

export interface ReconciliationStanding {
  /** The newest of each kind, and whatever is open; newest first. */
  readonly runs: readonly RunStanding[];
  /** Records by how both sides stood when they were compared last. */
  readonly classes: Readonly<Partial<Record<ComparisonClass, number>>>;
  /** Records that stand there. */
  readonly records: number;
  /** Of them, those nobody compared yet. */
  readonly never: number;
  readonly oldestComparedAt: string | null;
  /** When everything was last compared by digests; `null`: never, or the far side offers none. */
  readonly digestsComparedAt: string | null;
  /** Cases only the far side knows, of which nothing is settled yet. */
  readonly proposals: number;
  /** Open findings by evidence. */
  readonly findings: Readonly<Partial<Record<FindingCode, number>>>;
}

type CountsRow = Omit<ReconciliationStanding, 'runs' | 'never'>;

/** Where reconciliation stands, of the whole province. */
export async function reconciliationStanding(
  dataSource: Pick<DataSource, 'query'>,
): Promise<ReconciliationStanding> {
  const [runs, rows]: [RunStanding[], CountsRow[]] = await Promise.all([
    dataSource.query(LAST_RUNS),
    dataSource.query(COUNTS),
  ]);
  const counts = rows[0] ?? {
    classes: {},
    records: 0,
    oldestComparedAt: null,
    digestsComparedAt: null,
    proposals: 0,
    findings: {},
  };
  const compared = Object.values(counts.classes).reduce((sum, one) => sum + one, 0);
  return { runs, ...counts, never: Math.max(0, counts.records - compared) };
}
