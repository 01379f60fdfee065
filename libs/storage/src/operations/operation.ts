import type { AccessRefusal, ApprovalKind, CrosswalkRow, OperationRefusal, ReasonCode } from '@kntc/domain';

/** Who does something to a record, why, and the key that makes doing it twice the same as once. */
export interface Command {
  readonly actor: string;
  /** Second person where the step needs one. */
  readonly approver?: string | undefined;
  readonly reason: string;
  readonly idempotencyKey: string;
  /** Digest of the request. With it, the same key for another request is refused instead of answered as repeated. */
  readonly requested?: string | undefined;
}

export type OperationResult =
  | {
      readonly kind: 'done';
      readonly lane?: number | undefined;
      /** Of what was made by it. */
      readonly id?: string | undefined;
    }
  /** The key was used before, for the same. */
  | {
      readonly kind: 'repeated';
      /** What came of it then; `undefined` = that was not kept yet. */
      readonly before?: OperationResult | undefined;
    }
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'refused';
      /** With an `AccessRefusal`: what these people may not decide. */
      readonly of?: ApprovalKind;
      readonly why: OperationRefusal | AccessRefusal;
      /** Of `changed-meanwhile`: what the code becomes now. */
      readonly standing?: readonly CrosswalkRow[];
      /** Of `unknown-codes`: these. */
      readonly codes?: readonly string[];
    };

export interface HeldRow {
  readonly id: string;
  readonly agency_id: string;
  readonly lane: number;
  readonly state: string;
  readonly hold_code: ReasonCode | null;
  readonly hold_detail: string | null;
  readonly hold_step: string | null;
  readonly hold_ordinal: number | null;
  readonly case_version: number;
  readonly attempt_no: number;
  readonly source_record_id: string;
  readonly national_id: string | null;
  /** Version that the newest attempt told of. */
  readonly sent_version: number | null;
  /** Step of the newest attempt. */
  readonly open_step: string | null;
}
