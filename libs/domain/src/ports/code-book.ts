import type { PartialDate } from '../case/partial-date';

/** Outcome of translating a local code into the national list. */
export type CodeTranslation =
  | { readonly kind: 'found'; readonly code: string }
  /** No crosswalk row for this source, list and code at that date. */
  | { readonly kind: 'unmapped' }
  /** A crosswalk row exists but its national code was not in the list at that date. */
  | { readonly kind: 'not-national'; readonly code: string }
  /** Several national codes at that date: the unit was split, or too little of the date is known. A person chooses. */
  | { readonly kind: 'split'; readonly codes: readonly string[] };

/** The agency a national code stood for at a date. */
export type AgencyOnDate =
  | { readonly kind: 'open'; readonly id: string }
  /** It had ended by then; `successor` is the open agency at the end of the chain, if one is named. */
  | { readonly kind: 'closed'; readonly id: string; readonly successor?: string | undefined };

/** Code lists and crosswalk of one moment, held in memory; {@link CodeBook.version} changes when either does. */
export interface CodeBook {
  readonly version: string;
  /** `onDate` is the date of what the code describes: crosswalk rows and list entries carry validity periods. */
  translate(
    sourceId: string,
    list: number,
    localCode: string,
    onDate: PartialDate | undefined,
  ): CodeTranslation;
  /** National name of a code, the latest it had; for summaries and screens. */
  nameOf(list: number, code: string): string | undefined;
  /** The receiving agency with this national code at that date, if the province declares it. */
  agencyOn(nationalCode: string, onDate: PartialDate | undefined): AgencyOnDate | undefined;
}

export interface CodeListEntry {
  readonly code: string;
  readonly name: string;
}
