import { isFullDate, type PartialDate } from '../case/partial-date';
import { fold } from '../text/fold';
import { readDate } from '../text/read-date';
import type { EntryRow } from './entry-batch';
import { hasOwnId } from './entry-columns';
import type { EntryProblem } from './entry-problems';

/** What whoever typed wrote into the result columns of a row. */
export interface ResultCells {
  readonly id: string;
  readonly enteredOn: string;
  readonly enteredBy: string;
  readonly result: string;
  readonly note: string;
}

/** What a person says became of a row. */
export type EntryAnswer =
  | {
      readonly kind: 'entered';
      readonly position: number;
      /** Under which the step stands there. */
      readonly resultId: string;
      readonly enteredOn: PartialDate;
      readonly enteredBy: string;
    }
  /** `note` may quote the case. */
  | { readonly kind: 'refused'; readonly position: number; readonly note: string }
  | { readonly kind: 'not-entered'; readonly position: number };

/** What can be true of a row. */
export interface EntryBounds {
  readonly isId: (text: string) => boolean;
  /** Ids, in lower case, that stand for something else of ours: references of the records. */
  readonly owners: ReadonlyMap<string, string>;
  /** Id of the case of each record, as known or as the workbook itself says; in lower case. */
  readonly caseIds: ReadonlyMap<string, string>;
  /** Days between which it can have been typed. */
  readonly madeOn: PartialDate;
  readonly today: PartialDate;
}

const WORDS: Readonly<Record<string, EntryAnswer['kind']>> = {
  'da nhap': 'entered',
  'bi tu choi': 'refused',
  'tu choi': 'refused',
  'chua nhap': 'not-entered',
};
const LONGEST_NAME = 120;

export function isBlank(cells: ResultCells): boolean {
  return [cells.id, cells.enteredOn, cells.enteredBy, cells.result, cells.note].every(
    (text) => text.trim() === '',
  );
}

/** Reads the result cells of a row, or says what is wrong with them. */
export function answerOf(row: EntryRow, cells: ResultCells, bounds: EntryBounds): EntryAnswer | EntryProblem {
  const { position } = row;
  if (cells.result.trim() === '') return 'no-result';
  const kind =
    WORDS[
      fold(cells.result)
        .replaceAll(/[^a-z]+/g, ' ')
        .trim()
    ];
  if (kind === undefined) return 'unknown-result';
  if (kind === 'entered') return enteredOf(row, cells, bounds);
  if (kind === 'not-entered') return { kind, position };
  const note = cells.note.trim();
  return note === '' ? 'no-reason' : { kind, position, note };
}

function enteredOf(row: EntryRow, cells: ResultCells, bounds: EntryBounds): EntryAnswer | EntryProblem {
  const named = namedId(row, cells.id.trim(), bounds);
  if ('problem' in named) return named.problem;
  const enteredOn = readDate(cells.enteredOn);
  if (enteredOn === undefined || !isFullDate(enteredOn)) return 'no-day';
  // What was found there is older than the workbook that asks for it.
  const isTooEarly = row.act !== 'look-first' && enteredOn < bounds.madeOn;
  if (isTooEarly || enteredOn > bounds.today) return 'day-outside';
  const enteredBy = cells.enteredBy.trim().slice(0, LONGEST_NAME);
  if (enteredBy === '') return 'no-person';
  return { kind: 'entered', position: row.position, resultId: named.id, enteredOn, enteredBy };
}

type NamedId = { readonly id: string } | { readonly problem: EntryProblem };

/** The id a step stands under. */
function namedId(row: EntryRow, typed: string, bounds: EntryBounds): NamedId {
  const caseId = row.nationalId ?? bounds.caseIds.get(row.reference);
  if (hasOwnId(row.key)) return typed === '' ? { problem: 'no-id' } : fitting(row, typed, caseId, bounds);
  if (caseId === undefined) return { problem: 'earlier-step' };
  return typed === '' ? { id: caseId } : fitting(row, typed, caseId, bounds);
}

/** An id that was typed, where it can be that of the step. */
function fitting(
  row: EntryRow,
  typed: string,
  caseId: string | undefined,
  { isId, owners }: EntryBounds,
): NamedId {
  if (!isId(typed)) return { problem: 'id-form' };
  const owner = owners.get(typed.toLowerCase());
  if (owner !== undefined && owner !== row.reference) return { problem: 'id-taken' };
  return isOfStep(row, typed, caseId) ? { id: typed } : { problem: 'id-of-another' };
}

function isOfStep({ key, act, standingId }: EntryRow, typed: string, caseId: string | undefined): boolean {
  if (act === 'change' || !hasOwnId(key)) return isSame(typed, standingId ?? caseId);
  return key.kind === 'case' || !isSame(typed, caseId);
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
