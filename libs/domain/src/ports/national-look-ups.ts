import type { DuplicateSituation } from '../duplicates/duplicate';
import type { HeldPetition } from '../duplicates/duplicate-terms';
import type { UncheckedCase } from './duplicate-checks';
import type { FoundPetition } from './petition-search';

/** Somebody's petition at the far side that may be the same matter: the id and scores, and nothing it was judged by. */
export interface NationalMatch {
  readonly nationalId: string;
  readonly situation: DuplicateSituation;
  /** Log-odds. */
  readonly score: number;
  /** Probabilities of the two questions. */
  readonly person: number;
  readonly matter: number;
  readonly modelVersion: string;
}

/** Storage as the look-up at the far side sees it. */
export interface NationalLookUps {
  /**
   * The next case of which nothing was ever sent, that is no denunciation, was compared here and waits to be sent or for a person; oldest
   * first. It is this caller's for a minute: a crash in between only delays it.
   */
  next(): Promise<UncheckedCase | undefined>;
  /** Of these those that are no record of ours: ours were compared already, with more than the far side shows. */
  ofOthers(found: readonly FoundPetition[]): Promise<readonly FoundPetition[]>;
  /**
   * Keeps what was found, and holds the case or lets it go; what people decided stays. A case that has a newer version meanwhile is
   * left as it is. @returns lanes with something due
   */
  settle(
    asked: UncheckedCase,
    matches: readonly NationalMatch[],
    terms: { readonly now: Date; readonly until: (held: HeldPetition) => Date },
  ): Promise<readonly number[]>;
}
