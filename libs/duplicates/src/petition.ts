/** A petitioner as a source or a data set writes them; whatever is unknown is left out. */
export interface PetitionerToMatch {
  readonly fullName?: string | undefined;
  /** `yyyy-MM-dd`; a first of January often means that only the year was known. */
  readonly birthDate?: string | undefined;
  readonly birthYear?: number | undefined;
  readonly idNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: AddressToMatch | undefined;
}

/** Names of units as written, old or new. */
export interface AddressToMatch {
  readonly line?: string | undefined;
  readonly commune?: string | undefined;
  readonly district?: string | undefined;
  readonly province?: string | undefined;
}

/** What of a petition is compared. Texts as written: the engine normalises them itself. */
export interface PetitionToMatch {
  readonly id: string;
  /** KN, TC, KNPA. */
  readonly caseType?: string | undefined;
  /** `yyyy-MM-dd`. */
  readonly receivedDate?: string | undefined;
  /** Empty: anonymous. */
  readonly petitioners: readonly PetitionerToMatch[];
  readonly subjectParty?: string | undefined;
  readonly field?: string | undefined;
  readonly summary?: string | undefined;
  readonly content?: string | undefined;
  readonly agency?: string | undefined;
}
