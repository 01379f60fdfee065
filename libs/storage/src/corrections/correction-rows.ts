import { PROBLEM_OF_FINDING } from '@kntc/domain';
import type {
  CorrectionEntry,
  CorrectionKind,
  CorrectionProblem,
  CorrectionState,
  FindingCode,
} from '@kntc/domain';

/** A request as it is listed. */
export interface CorrectionRow {
  readonly id: string;
  readonly kind: CorrectionKind;
  readonly state: CorrectionState;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly documentNo: string | null;
  /** `yyyy-MM-dd` */
  readonly documentDate: string | null;
  readonly sentBy: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly entries: number;
  /** Of them, those the far side shows corrected. */
  readonly corrected: number;
}

export const CORRECTION_COLUMNS = `q.id, q.kind, q.state, q.reason, q.created_by as "createdBy", q.created_at as "createdAt",
  q.document_no as "documentNo", to_char(q.document_date, 'YYYY-MM-DD') as "documentDate", q.sent_by as "sentBy",
  q.ended_by as "endedBy", q.ended_at as "endedAt",
  (select count(*)::int from correction_entry e where e.request_id = q.id) as entries,
  (select count(*)::int from correction_entry e where e.request_id = q.id and e.corrected_at is not null) as corrected`;

/** One line as it is stored; the members of the other kind are `null`. */
export interface NewEntry {
  readonly agency_id: string;
  readonly problem?: CorrectionProblem;
  readonly national_id?: string;
  readonly right_id?: string | null;
  readonly record_id?: string;
  readonly finding_id?: string;
  readonly proposal_id?: string;
  readonly fields?: readonly string[];
  readonly list?: number;
  readonly source?: string;
  readonly code?: string;
  readonly name?: string;
  readonly records?: number;
}

export interface FindingToCorrect {
  readonly id: string;
  readonly code: FindingCode;
  readonly agency_id: string;
  readonly national_record_id: string;
  readonly national_ids: readonly string[];
  readonly national_id: string | null;
  readonly fields: readonly string[];
  readonly is_asked: boolean;
}

export interface ProposalToCorrect {
  readonly id: string;
  readonly agency_id: string;
  readonly target_agency: string;
  readonly national_id: string;
  readonly right_id: string | null;
  readonly is_asked: boolean;
}

/** What a finding asks for: each double by itself, everything else under the id we know. None where nobody can correct it. */
export function entriesOfFinding(finding: FindingToCorrect): readonly NewEntry[] {
  const { id, code, agency_id, national_record_id, national_ids, national_id, fields } = finding;
  const problem = PROBLEM_OF_FINDING[code];
  if (problem === undefined) return [];
  const common = { agency_id, problem, record_id: national_record_id, finding_id: id };
  if (problem === 'double')
    return national_ids.map((double) => ({ ...common, national_id: double, right_id: national_id }));
  if (national_id === null) return [];
  const isElsewhere = problem === 'moved' || problem === 'reassigned';
  return [{ ...common, national_id, right_id: isElsewhere ? (national_ids[0] ?? null) : null, fields }];
}

export function entryOfProposal(proposal: ProposalToCorrect): NewEntry {
  const { id, target_agency, national_id, right_id } = proposal;
  const problem = right_id === null ? 'not-ours' : 'double';
  return { agency_id: target_agency, problem, national_id, right_id, proposal_id: id };
}

export interface EntryRow {
  readonly agency_id: string;
  readonly problem: CorrectionProblem | null;
  readonly national_id: string | null;
  readonly right_id: string | null;
  readonly fields: readonly string[];
  readonly list: number | null;
  readonly source_id: string | null;
  readonly local_code: string | null;
  readonly name: string | null;
  readonly records: number | null;
  readonly corrected_at: Date | null;
}

export function toEntry(row: EntryRow): CorrectionEntry {
  const correctedAt = row.corrected_at?.toISOString() ?? null;
  if (row.problem === null)
    return {
      kind: 'code',
      list: row.list ?? 0,
      source: row.source_id ?? '',
      localCode: row.local_code ?? '',
      name: row.name ?? '',
      records: row.records ?? 0,
      correctedAt,
    };
  return {
    kind: 'case',
    problem: row.problem,
    nationalId: row.national_id ?? '',
    rightId: row.right_id,
    agency: row.agency_id,
    fields: row.fields,
    correctedAt,
  };
}
