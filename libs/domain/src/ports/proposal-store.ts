import type { ProposalWay } from '../proposals/proposal';
import type { NationalChange, NationalFacts } from './national-reading';

/** A national record that is of no record here. */
export interface Stranger {
  readonly nationalId: string;
  /** The agency of this province it stands for. */
  readonly agencyId: string;
  readonly way: ProposalWay;
  /** As it carries it, whosever it is. */
  readonly reference?: string | undefined;
  readonly facts: NationalFacts;
}

/** What a page of changes came to. */
export interface StrangersPage {
  readonly account: string;
  /** The cursor that was asked with: compare-and-set. */
  readonly from: string | undefined;
  readonly cursor: string;
  readonly found: readonly Stranger[];
  /** Removed there, or not of this province any more. */
  readonly gone: readonly string[];
}

/** Storage as the search for national-only cases sees it. */
export interface ProposalStore {
  /** Where the changes one account sees were read to. `undefined`: the far side must not be asked now. */
  place(account: string): Promise<{ readonly cursor: string | undefined } | undefined>;
  /**
   * Ids of the changes that are of no record here. What carries a reference of a record that was sent, or is about to be, is one
   * of ours: reconciliation speaks of it.
   */
  strangersAmong(changes: readonly Pick<NationalChange, 'id' | 'reference'>[]): Promise<readonly string[]>;
  /** All or nothing; `false` when somebody else went on from the same cursor, and nothing is kept. */
  note(page: StrangersPage): Promise<boolean>;
  /** What a comparison of everything came upon, beside what changes tell: all of it or nothing. */
  noteStanding(found: readonly Stranger[]): Promise<void>;
  /** Looks for local records that may be the same, and ends proposals whose id became ours. */
  match(): Promise<void>;
}

/** What a list that people exported for one agency shows and no record here carries. */
export interface ListedStrangers {
  readonly agencyId: string;
  readonly found: readonly Stranger[];
  /** Every id in the list, small letters, where everything of the agency is in it: what is not among them stands there no more. */
  readonly standing?: readonly string[] | undefined;
  /** How long ago it was made: what was seen since is newer than it. */
  readonly madeAgoMs: number;
}

/** Storage as lists in place of an interface see it. */
export interface ListedProposalStore extends Pick<ProposalStore, 'strangersAmong' | 'match'> {
  /** All or nothing. What is known already keeps its decision, and what a fuller reading said of it. */
  noteListed(listed: ListedStrangers): Promise<void>;
}
