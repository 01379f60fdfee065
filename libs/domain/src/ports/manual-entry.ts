import type { PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import type { ReadSheet } from '../entry/read-sheet';
import type { CodeBook } from './code-book';
import type { ShownRecord } from './read-back';
import type { PlannedStep } from './step-plan';

/** One field as a person types it on the national web. */
export interface EntryField {
  /** Name on the wire with the objects around it (`VuViec.NgayNhapDon`). */
  readonly path: string;
  /** What it is called on a Vietnamese screen. */
  readonly label: string;
  /** A code with its name behind it. Personal: never logged, never stored unsealed. */
  readonly value: string;
}

/** How the steps of a profile are entered by hand where its interface may not be used. Pure. */
export interface ManualEntry {
  /** Every field of a step that says something, in the order of the interface. Bytes of files are not opened. */
  fields(step: PlannedStep, codeBook: CodeBook): readonly EntryField[];
  /** Whether a text can be an id of this far side. */
  isId(text: string): boolean;
  /** A list exported from the national web; `undefined`: it is none. */
  listed(sheets: readonly ReadSheet[]): ListedRecords | undefined;
}

/** A row of a list, with what it says besides of a case that is of no record here. */
export interface ListedRecord extends ShownRecord {
  readonly kind?: PetitionKind | undefined;
  readonly receivedOn?: PartialDate | undefined;
}

/** What a list from the national web shows. */
export interface ListedRecords {
  readonly records: readonly ListedRecord[];
  /** Lines without an id of this far side: nothing is known of them. */
  readonly unreadable: readonly number[];
  /** It has a column that a reference can stand in. */
  readonly showsReferences: boolean;
}
