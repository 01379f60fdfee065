import type {
  BareReception,
  Case,
  CodeBook,
  IdentityPolicy,
  KeyedDigest,
  NationalClaim,
  PartialDate,
  PetitionKind,
  ReasonCode,
  RecordDecision,
  RecordIssue,
  ReleasePoint,
  SourceInfo,
} from '@kntc/domain';

/** Everything a judgement depends on besides the record; equal contexts and records give equal judgements. */
export interface JudgeContext {
  readonly source: SourceInfo;
  readonly codeBook: CodeBook;
  readonly keyedDigest: KeyedDigest;
  /** The recorded policy for denunciations; `undefined` = none, and they wait. */
  readonly identityPolicy: IdentityPolicy | undefined;
  readonly releasePoint: (kind: PetitionKind, agencyId: string) => ReleasePoint;
  /** Today in Asia/Ho_Chi_Minh. */
  readonly today: PartialDate;
  readonly decision?: RecordDecision | undefined;
  /** It became a case before. */
  readonly isCase?: boolean | undefined;
  /** {@link KnownRecord.agreements} */
  readonly agreements?: readonly string[] | undefined;
}

export type Judgement =
  | {
      readonly class: 'accepted';
      readonly case: Case;
      readonly agencyId: string;
      readonly claim?: NationalClaim | undefined;
      readonly warnings: readonly RecordIssue[];
    }
  | {
      readonly class: 'noChannel';
      readonly reception: BareReception;
      readonly agencyId: string;
      readonly reasons: readonly RecordIssue[];
      readonly warnings: readonly RecordIssue[];
    }
  | {
      readonly class: 'waiting' | 'quarantined' | 'outOfScope';
      readonly reasons: readonly RecordIssue[];
      readonly warnings: readonly RecordIssue[];
    };

/** An issue without a value to show. */
export function issue(code: ReasonCode, field: string): RecordIssue {
  return { code, field };
}
