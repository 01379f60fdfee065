import type { CaseDraft, EnforcementDraft, MappedRecord, RawRecord, RoundDraft } from '@kntc/domain';
import { ACCEPTED, DECIDED, DUE, ENFORCED, HANDLED, RECEIVED, SECOND_DECIDED, WRITTEN } from './dates';

export const HANDLING_DRAFT = {
  decidedDate: HANDLED,
  eligible: true,
  direction: 'thu-ly',
  agency: 'CQ1',
  documentNo: '3/PXL',
} as const satisfies NonNullable<CaseDraft['handling']>;

export const ACCEPTANCE_DRAFT = {
  date: ACCEPTED,
  dueDate: DUE,
  agency: 'CQ1',
  documentNo: '5/TB-TL',
} as const satisfies NonNullable<CaseDraft['acceptance']>;

export const ENFORCEMENT_DRAFT = { date: ENFORCED, agency: 'CQ1' } as const satisfies EnforcementDraft;

export function aRoundDraft(changes: RoundDraft = {}): RoundDraft {
  return { issuedDate: DECIDED, agency: 'CQ1', result: 'dung', form: 'qd', ...changes };
}

/** The second settlement (giải quyết lần hai). */
export function aSecondRoundDraft(changes: RoundDraft = {}): RoundDraft {
  return aRoundDraft({ round: 2, issuedDate: SECOND_DECIDED, ...changes });
}

/** A complaint that the mapping made of a complete row, accepted for settlement: nothing is missing. */
export function aDraft(changes: CaseDraft = {}): CaseDraft {
  return {
    kind: 'KN',
    registerNo: '17/KN',
    receivingAgency: 'CQ1',
    receivedDate: RECEIVED,
    writtenDate: WRITTEN,
    channel: 'truc-tiep',
    classification: [{ code: 'dat-dai' }],
    content: 'Khiếu nại quyết định thu hồi đất.',
    petitioners: [{ fullName: 'Nguyễn Thị Bưởi', idNumber: '037081000123', province: 'tinh' }],
    handling: HANDLING_DRAFT,
    acceptance: ACCEPTANCE_DRAFT,
    ...changes,
  };
}

export function aMappedRecord(
  draft: CaseDraft = aDraft(),
  changes: Partial<MappedRecord> = {},
): MappedRecord {
  return { draft, issues: [], warnings: [], repairs: [], ...changes };
}

export function aRawRecord(localKey: string, row: RawRecord['row'] = {}): RawRecord {
  return { localKey, row: { ma: localKey, ...row }, children: {} };
}
