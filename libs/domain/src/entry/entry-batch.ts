import type { KeyedDigest } from '../ports/seal';
import { canonicalJson } from '../digest/canonical-json';
import type { StepKey } from '../ports/step-plan';

/**
 * What became of one row of a batch. `open`: handed out, nobody knows yet whether it was typed; `entered`: it stands there;
 * `refused`: the national web would not take it; `not-entered`: a person says it was not typed; `unknown`: the batch was
 * cancelled before it came back.
 */
export const ENTRY_STATES = ['open', 'entered', 'refused', 'not-entered', 'unknown'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** What is to be done: typed anew, typed anew unless it is found there, or typed over what stands there. */
export const ENTRY_ACTS = ['new', 'look-first', 'change'] as const;
export type EntryAct = (typeof ENTRY_ACTS)[number];

/** One step that a batch hands out. */
export interface EntryRow {
  /** From 1, in the order in which the rows of a record must be typed. */
  readonly position: number;
  readonly reference: string;
  readonly key: StepKey;
  readonly act: EntryAct;
  /** Under which the record stands there, if it does. */
  readonly nationalId?: string | undefined;
  /** Of a change: under which the step stands there. */
  readonly standingId?: string | undefined;
  readonly state: EntryState;
  readonly resultId?: string | undefined;
  /** Keyed digest of the cells as they were handed out: says whether somebody changed them. */
  readonly cellsDigest: string;
}

/** Cells of a row by the title of their column; blank ones are left out. */
export type EntryCells = ReadonlyMap<string, string>;

/**
 * Without what may change on its way through spreadsheet programs: blanks, ends of lines, characters no workbook can hold, the
 * form of accents, and the quote that keeps a text from being taken for a formula.
 */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\p{Cs}\ufffe\uffff\ufeff]+/gu, ' ')
    .trim()
    .replace(/^'+/, '')
    .trim();
}

/** Keyed, since cells hold names: nobody can try what they were. */
export function cellsDigest(cells: EntryCells, keyed: KeyedDigest): string {
  const texts = [...cells].map(([title, text]) => [plain(title), plain(text)] as const);
  const said = texts.filter(([, text]) => text !== '').toSorted(([a], [b]) => (a < b ? -1 : 1));
  return keyed.digest(canonicalJson(['entry-cells', ...said]));
}

const CHECK_CHARACTERS = 8;

/** Names a row in its workbook; nobody who lacks the key can make one up. */
export function rowCode(
  batch: string,
  { position, cellsDigest: cells }: Pick<EntryRow, 'position' | 'cellsDigest'>,
  keyed: KeyedDigest,
): string {
  const check = keyed.digest(canonicalJson(['entry-row', batch, position, cells])).slice(0, CHECK_CHARACTERS);
  return `D${batch}-${position}-${check.toUpperCase()}`;
}

const ROW_CODE = /^D(?<batch>\d{1,18})-(?<position>\d{1,6})-[0-9A-Z_-]+$/;

/** What a row code says, true or not; `undefined`: it is none. */
export function readRowCode(text: string): { readonly batch: string; readonly position: number } | undefined {
  const { batch, position } = ROW_CODE.exec(text.trim().toUpperCase())?.groups ?? {};
  return batch === undefined || position === undefined ? undefined : { batch, position: Number(position) };
}
