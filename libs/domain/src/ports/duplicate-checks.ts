import type { Case, PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import type { DuplicateBand, DuplicateSituation } from '../duplicates/duplicate';
import type { HeldPetition } from '../duplicates/duplicate-terms';
import type { DuplicateStore } from './duplicate-store';

/** A case whose newest version was not compared yet. */
export interface UncheckedCase {
  readonly caseId: string;
  readonly agencyId: string;
  readonly kind: PetitionKind;
  readonly version: number;
  readonly case: Case;
  readonly receivedOn: PartialDate;
  /** When it came to the gateway, in milliseconds. */
  readonly arrivedMs: number;
}

/** Two cases that may be one matter. Nothing personal in it. */
export interface FoundPair {
  /** The later one: about it is decided. */
  readonly later: string;
  readonly earlier: string;
  readonly band: DuplicateBand;
  readonly situation: DuplicateSituation;
  /** What it was judged by; absent where a denunciation is compared, of which nothing but common keys is known. */
  readonly judged?:
    | {
        /** Log-odds. */
        readonly score: number;
        /** Probabilities of the two questions. */
        readonly person: number;
        readonly matter: number;
        /** Levels of every comparison: the explanation is made of them. */
        readonly levels: Uint8Array;
        readonly levelsVersion: number;
        readonly modelVersion: string;
      }
    | undefined;
}

/** A case that was compared with everything that shares a key with it. */
export interface CheckedCase {
  readonly caseId: string;
  readonly version: number;
  readonly isAccepted: boolean;
  readonly pairs: readonly FoundPair[];
}

/** What one turn of checking may do; all of it is stored together, or nothing. */
export interface DuplicateTurn extends Pick<DuplicateStore, 'put' | 'candidates'> {
  /** Cases with a newer version than was compared, oldest first; then those of an older normaliser. */
  unchecked(normaliserVersion: number, most: number): Promise<readonly UncheckedCase[]>;
  /**
   * Keeps what was found and lets go or holds what waits for it before its first push. What people decided stays; pairs of the case
   * that are not found any more and nobody decided go.
   * @param now by which terms run
   * @param until how long a petition waits for a person
   * @returns lanes with something due
   */
  settle(
    checked: readonly CheckedCase[],
    now: Date,
    until: (held: HeldPetition) => Date,
  ): Promise<readonly number[]>;
}

/** Storage as the check for duplicates sees it. */
export interface DuplicateChecks {
  /** Runs a turn unless another process does; then `undefined`. A crash leaves nothing of it. */
  alone<T>(work: (turn: DuplicateTurn) => Promise<T>): Promise<T | undefined>;
  /** Prepared forms of the newest cases, to learn from which words and names are rare. */
  sample(most: number): Promise<readonly { readonly caseId: string; readonly prepared: Uint8Array }[]>;
}
