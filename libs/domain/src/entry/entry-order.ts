import type { EntryRow, EntryState } from './entry-batch';
import type { EntryAnswer } from './entry-answer';
import type { EntryProblem } from './entry-problems';

/** Why an answer that is right in itself is not taken, by the position of its row. */
export type OutOfOrder = ReadonlyMap<number, EntryProblem>;

/**
 * The steps of a record are typed one after the other: a step stands only where all before it do, and one that was refused or
 * left out leaves none behind it. What contradicts that is not taken, neither side of it: which one is wrong nobody knows.
 * @param answers right in themselves, by position
 */
export function outOfOrder(rows: readonly EntryRow[], answers: ReadonlyMap<number, EntryAnswer>): OutOfOrder {
  return new Map(
    recordsOf(rows).flatMap((record) => {
      const stands = record.map((row) => standingOf(row, answers.get(row.position)));
      return record.flatMap(({ position }, index) => {
        const problem = answers.has(position) ? problemAt(stands, index) : undefined;
        return problem === undefined ? [] : [[position, problem] as const];
      });
    }),
  );
}

function problemAt(stands: readonly EntryState[], index: number): EntryProblem | undefined {
  if (stands[index] === 'entered')
    return stands.slice(0, index).every((one) => one === 'entered') ? undefined : 'earlier-step';
  const isGoneOn = stands.slice(index + 1).some((one) => one === 'entered' || one === 'open');
  return isGoneOn ? 'later-step' : undefined;
}

function standingOf({ state }: EntryRow, answer: EntryAnswer | undefined): EntryState {
  return state === 'open' ? (answer?.kind ?? 'open') : state;
}

function recordsOf(rows: readonly EntryRow[]): readonly (readonly EntryRow[])[] {
  const records = new Map<string, EntryRow[]>();
  for (const row of rows.toSorted((a, b) => a.position - b.position))
    records.set(row.reference, [...(records.get(row.reference) ?? []), row]);
  return [...records.values()];
}
