import type { Sealed } from '../case/sealed';
import type { Pause } from './pause';
import type { ReadOptions } from './read-back';

/** What petitions of anybody may be asked for by at the far side. */
export const PETITION_SEARCH_WAYS = ['identity-number', 'name'] as const;
export type PetitionSearchWay = (typeof PETITION_SEARCH_WAYS)[number];

/** One question about one petitioner. Never made of a denunciation. */
export type PetitionQuery =
  | { readonly by: 'identity-number'; readonly idNumber: string }
  /** With the area, codes of list 1: a name alone is the name of a thousand people. */
  | {
      readonly by: 'name';
      readonly fullName: string;
      readonly provinceCode: string;
      readonly wardCode?: string | undefined;
    };

/** What a row shows of somebody's petition. In memory only, for as long as it is compared. */
export interface ShownPetition {
  readonly petitioner: string;
  readonly idNumber: string;
  readonly address: string;
  /** Without the line that carries a reference. */
  readonly content: string;
}

export interface FoundPetition {
  readonly nationalId: string;
  /** The reference it carries, ours or another's. */
  readonly reference?: string | undefined;
  /** Opened to be compared and nowhere else; its digest is empty. */
  readonly shown: Sealed<ShownPetition>;
}

export type PetitionSearchOutcome =
  /** `isCut`: there may be more than the far side showed. */
  | { readonly kind: 'shown'; readonly petitions: readonly FoundPetition[]; readonly isCut: boolean }
  /** Says nothing. */
  | { readonly kind: 'failed'; readonly reason: string; readonly pause?: Pause | undefined };

/** Asking the far side for petitions of the same person before another one is created. */
export interface PetitionSearch {
  /** Not empty. */
  readonly ways: readonly PetitionSearchWay[];
  /** Waits for its turn among such questions, as the profile limits them. Never throws. */
  find(
    query: PetitionQuery,
    options?: Pick<ReadOptions, 'signal' | 'account'>,
  ): Promise<PetitionSearchOutcome>;
}
