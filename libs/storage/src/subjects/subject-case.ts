import type { Case, FoundPlaces, PetitionKind, SubjectPlace } from '@kntc/domain';
import type { KeyColumns } from '../keys/stored-key';

/** A step that the far side confirmed, and what of the petitioner was in its bytes. */
export interface SentStep {
  readonly step: string;
  readonly ordinal: number;
  readonly confirmedAt: Date;
  /** Of a denunciation: whether the denouncer left with it. */
  readonly disclosure: 'full' | 'withheld';
  /** Document of the identity policy in force then; of denunciations only. */
  readonly policy?: { readonly documentNo: string; readonly documentDate: string } | undefined;
}

/** Somebody looked at what is held of the person; who it was stays out. */
export interface Look {
  readonly at: Date;
  readonly action: string;
  /** Of the account at present; empty for a command typed on the machine. */
  readonly roles: readonly string[];
  /** Code of the reason, where there are codes. */
  readonly reasonCode?: string | undefined;
}

/** What one agency keeps at the far side for the case. */
export interface SubjectRecord {
  readonly reference: string;
  readonly agencyId: string;
  readonly nationalId: string | null;
  readonly state: string;
  readonly sent: readonly SentStep[];
}

/** A case in which somebody stands, as far as it is about this person. */
export interface SubjectCase {
  readonly caseId: string;
  readonly kind: PetitionKind;
  readonly source: string;
  readonly localKey: string;
  readonly kase: Case;
  readonly places: readonly SubjectPlace[];
  readonly records: readonly SubjectRecord[];
  readonly looks: readonly Look[];
}

/** A case as the statements deliver it. */
export type CandidateRow = KeyColumns & {
  readonly case_id: string;
  readonly case_key: string;
  readonly kind: PetitionKind;
  readonly version: number;
  readonly plain: Buffer;
  readonly secret: Buffer;
  readonly title: string;
};

export interface FoundCase {
  readonly row: CandidateRow;
  readonly kase: Case;
  readonly found: FoundPlaces;
}
