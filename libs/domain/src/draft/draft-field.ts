import type { SquareMetres, Vnd } from '../case/amounts';
import type { AttachmentContent } from '../case/case';
import type { PartialDate } from '../case/partial-date';

/** What a mapped field holds after the border: a normalised value, or a code still in the words of the source. */
export interface ValueOf {
  /** One line of text, normalised. */
  text: string;
  /** Text of several lines, HTML turned into text. */
  longText: string;
  /** A natural person's name as one field. */
  personName: string;
  /** Whom a petition is about: a person, perhaps with an office behind the name, or an agency. */
  partyName: string;
  date: PartialDate;
  /** A code in the source's own words; intake translates it through the crosswalk of `list`. */
  code: string;
  integer: number;
  money: Vnd;
  area: SquareMetres;
  boolean: boolean;
  identityNumber: string;
  phone: string;
  /** One of `choices`, after the value map of the source file. */
  choice: string;
  /** File content, or the file by path. */
  file: AttachmentContent;
}

export type DraftFieldType = keyof ValueOf;

export interface DraftField {
  readonly type: DraftFieldType;
  /** National code list (1–14) of a `code` field. */
  readonly list?: number;
  /** Allowed values of a `choice` field. */
  readonly choices?: readonly string[];
  /** Vietnamese name a clerk reads. */
  readonly label: string;
}

export interface DraftGroup {
  readonly one?: DraftShape;
  readonly many?: DraftShape;
  readonly label: string;
}

export interface DraftShape {
  readonly [name: string]: DraftField | DraftGroup;
}
