import { answerOf, isBlank, type EntryAnswer, type EntryBounds, type ResultCells } from './entry-answer';
import type { EntryRow } from './entry-batch';
import { hasOwnId } from './entry-columns';
import { outOfOrder } from './entry-order';
import type { EntryProblem } from './entry-problems';

/** A row as it came back in a workbook. */
export interface ReturnedRow extends ResultCells {
  readonly sheet: string;
  /** As the spreadsheet program counts. */
  readonly line: number;
  /** `undefined`: its code is of another batch, made up, or none. */
  readonly position: number | undefined;
  /** Its cells are not what was handed out. */
  readonly isEdited: boolean;
}

/** Why a row is not taken, with its place, for whoever filled it in. */
export interface EntryObjection {
  readonly sheet: string;
  readonly line: number;
  readonly reference?: string | undefined;
  readonly problem: EntryProblem;
}

export interface JudgedEntries {
  readonly answers: readonly EntryAnswer[];
  readonly objections: readonly EntryObjection[];
  /** Rows that came back without a word, and rows that did not come back: they stay open. */
  readonly unanswered: number;
  readonly missing: number;
  /** Rows that say what is on record already. */
  readonly repeated: number;
}

type Verdict =
  | { readonly kind: 'objection'; readonly problem: EntryProblem }
  | { readonly kind: 'blank' | 'repeated' }
  | { readonly kind: 'answer'; readonly answer: EntryAnswer };

interface Judged {
  readonly at: ReturnedRow;
  readonly row: EntryRow | undefined;
  readonly verdict: Verdict;
}

/**
 * What a workbook that came back says of a batch. A row is taken only when it is exactly a row of this batch, its cells are
 * what was handed out, and what it says can be true beside the others; everything else is told by its place and changes
 * nothing. Pure.
 */
export function judgeEntries(
  rows: readonly EntryRow[],
  returned: readonly ReturnedRow[],
  bounds: Omit<EntryBounds, 'caseIds'>,
): JudgedEntries {
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const doubled = repeatedOf(returned.flatMap(({ position }) => position ?? []));
  const all = { ...bounds, caseIds: caseIdsOf(returned, byPosition) };
  const judged = returned.map((at): Judged => {
    const row = at.position === undefined ? undefined : byPosition.get(at.position);
    return { at, row, verdict: verdictOf(at, row, { ...all, doubled }) };
  });
  return told(rows, withoutDoubledIds(judged));
}

function verdictOf(
  at: ReturnedRow,
  row: EntryRow | undefined,
  { doubled, ...bounds }: EntryBounds & { readonly doubled: ReadonlySet<number> },
): Verdict {
  if (at.position === undefined) return { kind: 'objection', problem: 'other-batch' };
  if (row === undefined) return { kind: 'objection', problem: 'row-added' };
  if (doubled.has(at.position)) return { kind: 'objection', problem: 'row-doubled' };
  if (isBlank(at)) return { kind: 'blank' };
  const answer = answerOf(row, at, bounds);
  if (typeof answer === 'string') return { kind: 'objection', problem: answer };
  // What was not typed may read as it likes.
  if (at.isEdited && answer.kind !== 'not-entered') return { kind: 'objection', problem: 'row-edited' };
  if (row.state === 'open') return { kind: 'answer', answer };
  return isOnRecord(row, answer) ? { kind: 'repeated' } : { kind: 'objection', problem: 'settled-otherwise' };
}

function isOnRecord({ state, resultId }: EntryRow, answer: EntryAnswer): boolean {
  if (answer.kind !== state) return false;
  return answer.kind !== 'entered' || answer.resultId.toLowerCase() === resultId?.toLowerCase();
}

/** Cases that are new there: their id is what the workbook says, and later rows of the same record may go without. */
function caseIdsOf(
  returned: readonly ReturnedRow[],
  byPosition: ReadonlyMap<number, EntryRow>,
): ReadonlyMap<string, string> {
  return new Map(
    returned.flatMap(({ position, id }) => {
      const row = position === undefined ? undefined : byPosition.get(position);
      return row?.key.kind === 'case' && id.trim() !== '' ? [[row.reference, id.trim()] as const] : [];
    }),
  );
}

/** An id of its own that stands in two rows is of one of them at most, and nobody knows of which. */
function withoutDoubledIds(judged: readonly Judged[]): readonly Judged[] {
  const named = judged.flatMap(({ row, verdict }) => ownIdOf(row, verdict) ?? []);
  const doubled = repeatedOf(named);
  return judged.map((one) =>
    doubled.has(ownIdOf(one.row, one.verdict) ?? '')
      ? { ...one, verdict: { kind: 'objection', problem: 'id-doubled' } }
      : one,
  );
}

function ownIdOf(row: EntryRow | undefined, verdict: Verdict): string | undefined {
  if (row === undefined || !hasOwnId(row.key) || verdict.kind !== 'answer') return undefined;
  return verdict.answer.kind === 'entered' ? verdict.answer.resultId.toLowerCase() : undefined;
}

function told(rows: readonly EntryRow[], judged: readonly Judged[]): JudgedEntries {
  const answers = new Map(
    judged.flatMap(({ verdict }) =>
      verdict.kind === 'answer' ? [[verdict.answer.position, verdict.answer] as const] : [],
    ),
  );
  const left = outOfOrder(rows, answers);
  const objections = judged.flatMap(({ at, row, verdict }): readonly EntryObjection[] => {
    const problem = verdict.kind === 'objection' ? verdict.problem : left.get(at.position ?? 0);
    if (problem === undefined) return [];
    return [{ sheet: at.sheet, line: at.line, reference: row?.reference, problem }];
  });
  const came = new Set(judged.map(({ at }) => at.position));
  const countOf = (kind: Verdict['kind']): number =>
    judged.filter(({ verdict }) => verdict.kind === kind).length;
  return {
    answers: [...answers.values()].filter(({ position }) => !left.has(position)),
    objections,
    unanswered: judged.filter(({ row, verdict }) => verdict.kind === 'blank' && row?.state === 'open').length,
    missing: rows.filter(({ state, position }) => state === 'open' && !came.has(position)).length,
    repeated: countOf('repeated'),
  };
}

function repeatedOf<T>(values: readonly T[]): ReadonlySet<T> {
  const seen = new Set<T>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}
