import type { CaseDraft, RecordIssue } from '@kntc/domain';
import type { CodeReader } from './code-reader';
import { issue, type JudgeContext } from './judgement';

/** Agency that received it, as it was on that day; otherwise an issue is noted. */
export function receiver(
  nationalCode: string,
  { receivedDate, receivingAgency }: CaseDraft,
  { codeBook }: JudgeContext,
  codes: CodeReader,
): string | undefined {
  const agency = codeBook.agencyOn(nationalCode, receivedDate);
  if (agency?.kind === 'open') return agency.id;
  const localCode = receivingAgency === undefined ? undefined : codes.namedIn(2, receivingAgency);
  const at = { field: 'receivingAgency', list: 2, localCode };
  codes.issues.push({
    code: agency === undefined ? 'UNKNOWN_CODE' : 'AGENCY_CLOSED',
    ...at,
    masked: nationalCode,
  });
  return undefined;
}

/** Fewer people than stand for them, or none at all. */
export function headCountIssues(draft: CaseDraft): readonly RecordIssue[] {
  const people = draft.petitioners?.length ?? 0;
  const representatives = draft.representativeCount ?? people;
  if (draft.headCount === undefined) return [];
  return draft.headCount < 1 || draft.headCount < representatives ? [issue('BAD_NUMBER', 'headCount')] : [];
}
