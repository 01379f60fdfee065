import type { PartialDate } from '../case/partial-date';

/** Outcome of translating a local code into the national list. */
export type CodeTranslation =
  | { readonly kind: 'found'; readonly code: string }
  /** No crosswalk row for this source, list and code at that date. */
  | { readonly kind: 'unmapped' }
  /** A crosswalk row exists but its national code is not in the current list. */
  | { readonly kind: 'not-national'; readonly code: string };

/** Code lists and crosswalk of one moment, held in memory; {@link CodeBook.version} changes when either does. */
export interface CodeBook {
  readonly version: string;
  /** `onDate` is the case's own date: crosswalk rows and list entries carry validity periods. */
  translate(
    sourceId: string,
    list: number,
    localCode: string,
    onDate: PartialDate | undefined,
  ): CodeTranslation;
  /** National name of a code, for summaries and screens. */
  nameOf(list: number, code: string): string | undefined;
  /** Stable id of the receiving agency with this national code, if the province declares it. */
  agencyId(nationalCode: string): string | undefined;
}

export interface CodeListEntry {
  readonly code: string;
  readonly name: string;
}
