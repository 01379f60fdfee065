import type { PetitionKind } from '../case/case';
import type { Digest128 } from '../reconciliation/digests/digest-ranges';
import type { Pause } from './pause';
import type { StepKey, StepPlan } from './step-plan';

/** How two values of a field compare: `name` and `text` without regard to how they are written, the others exactly. */
export type ShownKind = 'text' | 'name' | 'number' | 'code' | 'date' | 'flag';

/** One field as the far side shows it, by its canonical name (`petitioners[0].fullName`, `handling.decidedDate`). */
export interface ShownField {
  readonly name: string;
  readonly kind: ShownKind;
  /** `''`: it shows nothing. May be personal: never logged, never stored unsealed. */
  readonly value: string;
}

/** One record as the far side shows it. */
export interface ShownRecord {
  readonly caseId: string;
  /** The reference it carries, ours or another's; `undefined`: it shows none. */
  readonly reference?: string | undefined;
  readonly fields: readonly ShownField[];
  /** It stands as it was acknowledged, by its digest; no field of it was read. */
  readonly isAsAcknowledged?: true | undefined;
}

/** What a field should show, from what was sent last and acknowledged. */
export interface ExpectedField extends ShownField {
  /** Tells cases apart: who it is about, or what. People have several cases, so `who` alone proves nothing. */
  readonly tells?: 'who' | 'what' | undefined;
  /** Of a person whose name the law lets the far side hide. */
  readonly mayBeHidden?: boolean | undefined;
  /** Made of the names of codes: a renamed entry of a list changes the words and nothing else. */
  readonly isDerived?: boolean | undefined;
}

/**
 * Why a field is not compared. `not-shown`: this interface has no way to read it; `composed-there`: the far side puts it
 * together from several fields of ours; `hidden`: it hides it; `cut`: it shows only the beginning; `derived`: its words
 * depend on a list, and there is no earlier agreement to compare with; `base-unknown`: what was sent cannot be made again.
 */
export type NotComparedWhy = 'not-shown' | 'composed-there' | 'hidden' | 'cut' | 'derived' | 'base-unknown';

export interface NotCompared {
  readonly field: string;
  readonly why: NotComparedWhy;
}

/** A record as it should stand there. */
export interface ExpectedRecord {
  readonly fields: readonly ExpectedField[];
  /** What was sent as well, and this interface never shows. */
  readonly unshown: readonly NotCompared[];
  /** It was sent with our reference in it, so it can be looked up by that. */
  readonly carriesReference: boolean;
}

/** What was sent of a record and acknowledged. */
export interface SentRecord {
  readonly kind: PetitionKind;
  /** As it was planned when it was sent. */
  readonly plan: StepPlan;
  /** Steps that were acknowledged (`kind:ordinal`). */
  readonly confirmed: ReadonlySet<string>;
  /** Content digests they were acknowledged with; a step the plan has otherwise is not what was sent. Default: as planned. */
  readonly digests?: ReadonlyMap<string, string> | undefined;
}

export type ReadBackOutcome =
  | {
      readonly kind: 'shown';
      /** Exactly what was asked for: rows under the id, or with the reference. Several of a far side that holds it twice. */
      readonly records: readonly ShownRecord[];
      /** Rows of others that were shown without being asked for. Counted, and nothing of them is kept. */
      readonly foreign: number;
      /** What is not among the records does not stand there. `false`: it may, beyond what was shown. */
      readonly isWhole: boolean;
    }
  /** Says nothing about the record. */
  | { readonly kind: 'failed'; readonly reason: string; readonly pause?: Pause | undefined };

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whose account asks, see `NationalProfile.accountOf`; default: the first. */
  readonly account?: string | undefined;
  /**
   * By reference, what is believed to stand there. An interface that compares by digest then need not show records that do:
   * they come as {@link ShownRecord.isAsAcknowledged}.
   */
  readonly standing?: ReadonlyMap<string, { readonly id: string; readonly digest: Digest128 }> | undefined;
}

/**
 * Reading back what stands at the far side. A profile that offers it says how much it shows; whoever compares asks this
 * face and no profile by its name. It carries ids and references only, never anything of a person.
 */
export interface ReadBack {
  /** `summary`: a few fields of the case; `full`: every field of every step. */
  readonly level: 'summary' | 'full';
  /** Pure. What should be shown of a record. Its answer may be personal and stays in memory. */
  expected(sent: SentRecord): ExpectedRecord;
  /**
   * Pure. The step that a field as it is shown stands in; `undefined`: that cannot be said of it (one of several equal steps, or
   * how many there are), so nothing can be decided about it here.
   */
  stepOf(field: string): StepKey | undefined;
  /** Records that carry the reference. Never throws. */
  byReference(reference: string, options?: ReadOptions): Promise<ReadBackOutcome>;
  /** What stands under the id. Never throws. */
  byId(caseId: string, options?: ReadOptions): Promise<ReadBackOutcome>;
  /** Several records in one request; absent: each is asked for alone. */
  readonly several?: SeveralReads | undefined;
}

/** As the members of the same name of {@link ReadBack}, for at most `atOnce` records of one account. Never throws. */
export interface SeveralReads {
  readonly atOnce: number;
  /** By reference. `failed`: says nothing about any of them. */
  byReference(references: readonly string[], options?: ReadOptions): Promise<SeveralOutcome>;
  /** By id in lower case. */
  byId(caseIds: readonly string[], options?: ReadOptions): Promise<SeveralOutcome>;
}

export type SeveralOutcome =
  | { readonly kind: 'shown'; readonly of: ReadonlyMap<string, ReadBackOutcome> }
  | Extract<ReadBackOutcome, { readonly kind: 'failed' }>;
