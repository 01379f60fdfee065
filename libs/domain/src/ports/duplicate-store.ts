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
  readonly normaliserVersion: number;
  readonly keys: readonly HashedKey[];
  /** The prepared form, sealed by the caller; none of a denunciation, of which only keys are kept. */
  readonly prepared: Uint8Array | undefined;
}

/** A case that shares keys with the one that is looked up. */
export interface DuplicateCandidate {
  readonly caseId: string;
  readonly agencyId: string;
  readonly normaliserVersion: number;
  readonly prepared: Uint8Array | undefined;
  /** Sum over common keys of one in how many cases share it: the rarer, the more. */
  readonly worth: number;
}

/** Where cases are found that may be duplicates of another. */
export interface DuplicateStore {
  /** Replaces what is kept of a case, in one transaction: a crash leaves the old or the new, never a mixture. */
  put(prepared: PreparedCase): Promise<void>;
  /** Removes what is kept of a case. */
  remove(caseId: string): Promise<void>;
  /**
   * Cases with a common key, best first. Of a block beyond its limit only the newest few are looked at, so that a thousand
   * copies of one scan cost no more than a few.
   * @param except the case that asks; it may be stored already
   */
  candidates(
    keys: readonly HashedKey[],
    most: number,
    except?: string,
  ): Promise<readonly DuplicateCandidate[]>;
  /** Cases prepared by another version of the normaliser, to be prepared again. */
  outdated(normaliserVersion: number, most: number): Promise<readonly string[]>;
}
