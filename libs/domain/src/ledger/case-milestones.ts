import type { Case } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import type { StepKind } from '../ports/step-plan';
import { noChannelItems, type NoChannelMilestone } from '../statutory/no-channel';
import { ENFORCEMENTS_PER_ROUND } from '../statutory/statutory-entry';

/** A dated act of a case after it came in: one that a step of the interface tells, or one that no step tells. */
export interface CaseMilestone {
  readonly milestone: Exclude<StepKind, 'case'> | NoChannelMilestone;
  /** As in the key of its step; of those without one from 1 among their kind. */
  readonly ordinal: number;
  /** Absent: the record does not say when. */
  readonly date?: PartialDate | undefined;
}

/** What happened in a case and when, by which it is told how long each act took to stand nationally. Opens nothing sealed. */
export function caseMilestones(kase: Case): readonly CaseMilestone[] {
  const { handling, acceptance, rounds } = kase;
  return [
    ...(handling === undefined
      ? []
      : [{ milestone: 'handling', ordinal: 1, date: handling.decidedDate } as const]),
    ...(acceptance === undefined
      ? []
      : [{ milestone: 'acceptance', ordinal: 1, date: acceptance.date } as const]),
    ...rounds.flatMap(({ round, issuedDate, enforcements }) => [
      { milestone: 'resolution', ordinal: round, date: issuedDate } as const,
      ...enforcements.map(
        ({ ordinal, date }) =>
          ({ milestone: 'enforcement', ordinal: round * ENFORCEMENTS_PER_ROUND + ordinal, date }) as const,
      ),
    ]),
    ...noChannelItems(kase).map(({ milestone, ordinal, date }) => ({ milestone, ordinal, date })),
  ];
}
