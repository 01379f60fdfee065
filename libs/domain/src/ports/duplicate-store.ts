import type { PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';

/** A blocking key as it leaves memory: a keyed hash, since keys over identity and telephone numbers are personal data. */
export interface HashedKey {
  /** 64 bits, signed, in decimal digits. */
  readonly hash: string;
  /** Largest block that is looked through whole. */
  readonly limit: number;
}

/** What a case is found by, and what it is compared with. */
export interface PreparedCase {
  readonly caseId: string;
  readonly agencyId: string;
  readonly kind: PetitionKind;
  readonly caseVersion: number;
  readonly receivedOn: PartialDate;
  /** First decision on it, if there is one: a petition after that day is a new stage. */
  readonly decidedOn?: PartialDate | undefined;
  /** Says itself that an agency decided before it came. */
  readonly isAfterDecision: boolean;
  /** When it came to the gateway, in milliseconds: which of two was first where the days do not say it. */
  readonly arrivedMs: number;
  readonly normaliserVersion: number;
  readonly keys: readonly HashedKey[];
  /** The prepared form, sealed by the caller; none of a denunciation, of which only keys are kept. */
  readonly prepared: Uint8Array | undefined;
}

/** A case that shares keys with the one that is looked up. */
export interface DuplicateCandidate {
  readonly caseId: string;
  readonly agencyId: string;
  readonly kind: PetitionKind;
  readonly receivedOn: PartialDate;
  readonly decidedOn?: PartialDate | undefined;
  readonly isAfterDecision: boolean;
  readonly arrivedMs: number;
  readonly normaliserVersion: number;
  readonly prepared: Uint8Array | undefined;
  /** Sum over common keys of one in how many cases share it: the rarer, the more. */
  readonly worth: number;
  /** Keys they have in common, as {@link HashedKey.hash}. */
  readonly common: readonly string[];
}

/** A look-up for one case. */
export interface CandidatesAsked {
  readonly keys: readonly HashedKey[];
  /** The case that asks; it may be stored already. */
  readonly except?: string | undefined;
}

/** Where cases are found that may be duplicates of another. */
export interface DuplicateStore {
  /** Replaces what is kept of each case, all or nothing: a crash leaves the old or the new, never a mixture. */
  put(prepared: readonly PreparedCase[]): Promise<void>;
  /** Removes what is kept of a case. */
  remove(caseId: string): Promise<void>;
  /**
   * Of each that asks, cases with a common key, best first. Of a block beyond its limit only the newest few are looked at, so that
   * a thousand copies of one scan cost no more than a few.
   */
  candidates(
    asked: readonly CandidatesAsked[],
    most: number,
  ): Promise<readonly (readonly DuplicateCandidate[])[]>;
  /** Cases prepared by another version of the normaliser, to be prepared again. */
  outdated(normaliserVersion: number, most: number): Promise<readonly string[]>;
}
