import type { Case, PetitionKind } from '../case/case';
import { isFullDate, type PartialDate } from '../case/partial-date';
import type { CaseDraft } from '../draft/draft-fields';
import { DIRECTION_ACCEPT } from '../lifecycle/milestones';
import { movedByPauses, type Pause } from './term-end';

/** Longer terms that a case may have. */
export type Complexity = 'normal' | 'complex' | 'very-complex';

/** What the terms of a petition depend on; full days only, what is not known to the day counts as not there. */
export interface DeadlineFacts {
  readonly kind: PetitionKind;
  readonly receivedOn: PartialDate;
  readonly handledOn?: PartialDate | undefined;
  /** Refused, transferred, guided elsewhere …: nothing more is due here. */
  readonly endsAtHandling: boolean;
  readonly acceptedOn?: PartialDate | undefined;
  /** Day by which it is to be decided, as the agency laid it down when it accepted. */
  readonly agencyDueOn?: PartialDate | undefined;
  /** The day it laid down since then instead, by its latest extension. */
  readonly extendedTo?: PartialDate | undefined;
  readonly decidedOn?: PartialDate | undefined;
  /** Closed, or withdrawn as a whole. Who withdraws from a group leaves the others' term as it is (NĐ 155/2026 Đ7a). */
  readonly isOver: boolean;
  readonly pauses: readonly Pause[];
  readonly people: number;
  readonly complexity: Complexity;
  readonly isRemote: boolean;
  readonly round: 'first' | 'second';
}

/**
 * The facts of a record, be it a case yet or not. What becomes of it after handling says its case; as long as it is none, a
 * next agency. `undefined`: nobody knows what it is or when it came in, so no term runs.
 */
export function deadlineFacts(
  draft: CaseDraft,
  kase: Pick<Case, 'handling'> | undefined,
): DeadlineFacts | undefined {
  const { kind, handling, acceptance, rounds = [] } = draft;
  const receivedOn = fullDay(draft.receivedDate);
  if (kind === undefined || receivedOn === undefined) return undefined;
  return {
    kind,
    receivedOn,
    handledOn: fullDay(handling?.decidedDate),
    endsAtHandling: endsAtHandling(draft, kase),
    acceptedOn: fullDay(acceptance?.date),
    agencyDueOn: fullDay(acceptance?.dueDate),
    extendedTo: extendedTo(draft),
    decidedOn: rounds.flatMap(({ issuedDate }) => fullDay(issuedDate) ?? [])[0],
    isOver: isOver(draft),
    pauses: pausesOf(draft),
    ...weightOf(draft),
  };
}

/** What makes a term longer. */
function weightOf({
  headCount,
  petitioners = [],
  complexity = 'normal',
  remoteArea,
  priorResolution,
  rounds = [],
}: CaseDraft): Pick<DeadlineFacts, 'people' | 'complexity' | 'isRemote' | 'round'> {
  const isSecond = (priorResolution?.round ?? 0) >= 1 || rounds.some(({ round = 1 }) => round >= 2);
  return {
    people: headCount ?? Math.max(1, petitioners.length),
    complexity,
    isRemote: remoteArea === true,
    round: isSecond ? 'second' : 'first',
  };
}

/** The day, if all of it is known. */
export function fullDay(date: PartialDate | undefined): PartialDate | undefined {
  return date !== undefined && isFullDate(date) ? date : undefined;
}

function endsAtHandling(
  { handling, acceptance }: CaseDraft,
  kase: Pick<Case, 'handling'> | undefined,
): boolean {
  if (handling === undefined || acceptance !== undefined) return false;
  if (handling.eligible === false) return true;
  return kase?.handling === undefined
    ? handling.nextAgency !== undefined
    : kase.handling.directionCode !== DIRECTION_ACCEPT;
}

/** A decision whose day is not known to the day ends the term as well. */
function isOver({ closed, closedDate, withdrawal, rounds = [] }: CaseDraft): boolean {
  const isWithdrawn = withdrawal?.date !== undefined && withdrawal.partial !== true;
  const isDecided = rounds.some(({ issuedDate }) => issuedDate !== undefined);
  return closed === true || closedDate !== undefined || isWithdrawn || isDecided;
}

/**
 * The day by which an accepted case has to be decided: the one its agency laid down, last by an extension, later by the days it was
 * suspended. `undefined`: not accepted, or suspended still.
 */
export function resolutionDueOn({
  acceptance,
  extensions,
  suspensions,
}: Pick<Case, 'acceptance' | 'extensions' | 'suspensions'>): PartialDate | undefined {
  if (acceptance === undefined) return undefined;
  const { date: start, dueDate } = acceptance;
  const day = extendedTo({ extensions: extensions ?? [] }) ?? dueDate;
  const pauses = pausesOf({ suspensions });
  const isKnown = isFullDate(day) && isFullDate(start) && day > start;
  return isKnown && pauses.length > 0 ? movedByPauses(day, { start, pauses }) : day;
}

function extendedTo({ extensions = [] }: Pick<CaseDraft, 'extensions'>): PartialDate | undefined {
  return extensions
    .flatMap(({ dueDate }) => fullDay(dueDate) ?? [])
    .toSorted()
    .at(-1);
}

function pausesOf({ suspensions = [] }: Pick<CaseDraft, 'suspensions'>): readonly Pause[] {
  return suspensions.flatMap(({ date, resumedDate }) => {
    const from = fullDay(date);
    // Gone on, though nobody knows on which day: no day is taken off.
    if (from === undefined || (resumedDate !== undefined && fullDay(resumedDate) === undefined)) return [];
    return [{ from, until: fullDay(resumedDate) }];
  });
}
