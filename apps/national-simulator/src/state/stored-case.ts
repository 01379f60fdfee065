import type { Day } from '../wire/days';

/** One petition as look-ups see it: the case's own, or one attached to it. Its text stays on disk (`seq`). */
export interface StoredPetition {
  readonly caseId: string;
  /** The ledger entry that holds its present body. */
  seq: number;
  reference: string | null;
  /** Normalised names of all complainants, each between line ends. */
  names: string;
  identityNumbers: readonly string[];
  /** Area codes of all complainants, space before each. */
  areas: string;
  /** Milliseconds since 1970 of its first commit: the index lag counts from there. */
  readonly committedAt: number;
}

export interface StoredStep {
  readonly seq: number;
  readonly on: Day;
}

export interface StoredDecision extends StoredStep {
  readonly id: string;
  readonly agency: string;
}

export interface StoredEnforcement extends StoredStep {
  readonly id: string;
  readonly decisionId: string;
  readonly agency: string;
}

/** What memory holds of one national record; bodies are on disk under the sequence numbers. */
export interface StoredCase {
  readonly id: string;
  agency: string;
  /** KN, TC or PA. */
  type: string;
  receivedOn: Day;
  // Replaced, never pushed to: a pushed-to array keeps room for many more, a hundred thousand times over.
  petitions: readonly StoredPetition[];
  processing: readonly StoredStep[];
  acceptance: readonly StoredStep[];
  decisions: readonly StoredDecision[];
  enforcements: readonly StoredEnforcement[];
}
