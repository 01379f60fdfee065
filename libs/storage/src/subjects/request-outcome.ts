import type { MeantValue } from '@kntc/domain';
import type { OnRecord, TwoActs, Verdict } from '../access/pg-approvals';
import type { AuditedAction } from '../audit/pg-audit';
import type { SubjectRequestKind, SubjectRequestRow, SubjectResult } from './subject-request';

export type Refused = Extract<SubjectResult, { kind: 'refused' }>;

export interface StoredRequest {
  readonly id: string;
  readonly agency_id: string;
  readonly kind: SubjectRequestKind;
  readonly state: SubjectRequestRow['state'];
  readonly document_no: string;
  readonly with_denunciations: boolean;
  readonly subject_digest: string | null;
  readonly reference: string | null;
  readonly field: string | null;
  readonly changed_version: number | null;
  readonly recorded_by: string;
  readonly approved_by: string | null;
}

export interface WatchedRow {
  readonly id: string;
  readonly case_id: string;
  readonly role: MeantValue['role'];
  readonly place: number;
  readonly field: MeantValue['field'] | 'other';
  readonly base_digest: string | null;
  readonly version: number;
}

export const DONE = { kind: 'done' } as const;
export const EXPORT = 'subject-export';

export function refused(why: Refused['why']): Refused {
  return { kind: 'refused', why };
}

/** What a verdict comes to; `undefined`: they may. @param hidden what somebody hears of a case they must not know of */
export function refusalOf(verdict: Verdict, { kind: of }: TwoActs, hidden: 'no-request' | 'no-record') {
  if (verdict.kind === 'allowed') return undefined;
  return verdict.why === 'not-there' ? refused(hidden) : { ...refused(verdict.why), of };
}

/** Something one person does with a request. */
export interface RequestAct {
  readonly actor: string;
  readonly action: string;
  readonly acts: { readonly kind: 'subject' | typeof EXPORT };
}

export type Written = OnRecord &
  Pick<AuditedAction, 'action' | 'target'> & { readonly agencyId?: string | undefined };
