import type { AccessRefusal, ApprovalKind, SubjectField, SubjectRole } from '@kntc/domain';

export type SubjectRequestKind = 'export' | 'correction' | 'restriction' | 'objection';
export type CloseOutcome = 'corrected' | 'accepted' | 'refused' | 'withdrawn';

/** What somebody asked in writing, and who saw their papers. */
export interface NewSubjectRequest {
  readonly documentNo: string;
  /** Day in Vietnam, `yyyy-MM-dd`. */
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly verifiedBy: string;
  readonly verifiedHow: string;
  readonly recordedBy: string;
}

/** The value a correction, restriction or objection is about. `other`: none of the fields of a person. */
export interface NewCorrection extends NewSubjectRequest {
  readonly kind: Exclude<SubjectRequestKind, 'export'>;
  readonly reference: string;
  readonly role: SubjectRole;
  readonly place: number;
  readonly field: SubjectField | 'other';
}

export interface SubjectRequestRow {
  readonly id: string;
  readonly kind: SubjectRequestKind;
  /** `proposed`: waits for the second person. */
  readonly state: 'proposed' | 'open' | 'done' | 'closed';
  readonly documentNo: string;
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly withDenunciations: boolean;
  readonly reference: string | null;
  readonly field: string | null;
  readonly recordedBy: string;
  readonly approvedBy: string | null;
  readonly outcome: CloseOutcome | null;
  /**
   * How far a correction has come: the source still says the same, a new version came and is not delivered, it waits for
   * two people (`CORRECTION_NEEDS_DECISION`), it is delivered.
   */
  readonly progress: 'unchanged' | 'taken-in' | 'held' | 'delivered' | null;
}

export type SubjectResult =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'refused';
      /** What these people may not: who may. */
      readonly of?: ApprovalKind;
      readonly why:
        | AccessRefusal
        | 'no-request'
        | 'same-person'
        | 'not-proposed'
        | 'not-approved'
        | 'other-identity'
        | 'no-record'
        | 'no-person'
        | 'not-open'
        | 'not-changed'
        | 'wrong-outcome';
    };
