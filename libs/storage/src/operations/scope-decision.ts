import { isAboutContentOrPetitioner } from '@kntc/domain';
import type { RecordDecision, RecordIssue } from '@kntc/domain';
import type { EntityManager } from 'typeorm';

/**
 * What a person says of a record that no rule could judge; `undecided` takes back that it was excluded, `namesake` says
 * that whoever is named in an open field of a denunciation is not the denouncer, and needs two people.
 */
export type ScopeDecision = 'include' | 'exclude' | 'undecided' | 'namesake';

type ScopeResult =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly why: 'not-undecided' | 'needs-approver' };

/** A record of a source, locked. */
export interface DecidedRow {
  readonly id: string;
  readonly agency_id: string;
  readonly case_id: string | null;
  readonly decision: RecordDecision | null;
  readonly reasons: readonly RecordIssue[];
  /** Of its national record, where it has one. */
  readonly reference: string | undefined;
}

export async function lockRecord(
  manager: EntityManager,
  sourceId: string,
  localKey: string,
): Promise<DecidedRow | undefined> {
  const rows: (Omit<DecidedRow, 'reference'> & { reference: string | null })[] = await manager.query(
    `select r.id, r.agency_id, r.case_id, r.decision, r.reasons,
       (select n.reference from national_record n where n.case_id = r.case_id) as reference
     from source_record r where r.source_id = $1 and r.local_key = $2 for update of r`,
    [sourceId, localKey],
  );
  return rows[0] && { ...rows[0], reference: rows[0].reference ?? undefined };
}

/** Stores a decision about a record; the gateway judges the record again on its next turn. */
export async function decideScope(
  manager: EntityManager,
  row: DecidedRow,
  { wanted, isDecidedByTwo }: { readonly wanted: ScopeDecision; readonly isDecidedByTwo: boolean },
): Promise<ScopeResult> {
  if (wanted === 'namesake') return agree(manager, row, isDecidedByTwo);
  const decision = decisionFor(row, wanted);
  if (decision === undefined) return { kind: 'refused', why: 'not-undecided' };
  await manager.query("update source_record set decision = $2, judged_with = '' where id = $1", [
    row.id,
    decision,
  ]);
  return { kind: 'done' };
}

/** Adds what was found to what people agreed to: it counts as long as both values and identity stay as they are. */
async function agree(manager: EntityManager, row: DecidedRow, isDecidedByTwo: boolean): Promise<ScopeResult> {
  const agreements = row.reasons.flatMap(({ code, agreement }) =>
    code === 'IDENTITY_IN_OPEN_FIELD' && agreement !== undefined ? [agreement] : [],
  );
  if (agreements.length === 0) return { kind: 'refused', why: 'not-undecided' };
  if (!isDecidedByTwo) return { kind: 'refused', why: 'needs-approver' };
  await manager.query(
    "update source_record set agreements = coalesce(agreements, '{}') || $2::text[], judged_with = '' where id = $1",
    [row.id, agreements],
  );
  return { kind: 'done' };
}

/** What is stored; `null` = nothing is decided any more, `undefined` = this record does not ask for such a decision. */
function decisionFor(
  row: DecidedRow,
  wanted: Exclude<ScopeDecision, 'namesake'>,
): RecordDecision | null | undefined {
  if (wanted === 'undecided')
    return row.decision === 'exclude' || row.decision === 'no-petition' ? null : undefined;
  if (row.reasons.some(({ code }) => code === 'BEFORE_START_OPEN')) return wanted;
  // What was a case once is no empty row, whatever became of its content since.
  const isEmpty = row.case_id === null && row.reasons.some(isAboutContentOrPetitioner);
  return wanted === 'exclude' && isEmpty ? 'no-petition' : undefined;
}
