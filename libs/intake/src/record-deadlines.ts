import { deadlineFacts, fullDay, isLongAgo } from '@kntc/domain';
import type { CaseDraft, Deadlines, DeadlinesOfCase, JudgedRecord, PartialDate } from '@kntc/domain';
import type { Judgement } from './judgement';

interface Clocks {
  readonly deadlines: Deadlines;
  /** In Vietnam. */
  readonly today: PartialDate;
}

/** What is told of a record without opening it, be it a case or not. */
export function toldOf(
  draft: CaseDraft,
  judgement: Judgement,
  { deadlines, today }: Clocks,
): Pick<JudgedRecord, 'deadlines' | 'receivedOn' | 'petitionKind' | 'people' | 'isVisit'> {
  return {
    deadlines: recordDeadlines(draft, judgement, { deadlines, today }),
    receivedOn: fullDay(
      judgement.class === 'noChannel' ? judgement.reception.visit.date : draft.receivedDate,
    ),
    petitionKind: draft.kind,
    people: draft.headCount ?? Math.max(1, draft.petitioners?.length ?? 0),
    isVisit: judgement.class === 'noChannel' || draft.reception !== undefined,
  };
}

/**
 * What the clocks of the law say of a record, whatever it was judged to be. Nothing of what is out of scope; and of what waits for
 * its release point nothing can show as late, because nothing of it is at the far side; nor of what was over long ago, which the
 * far side shows as over once it arrives.
 */
function recordDeadlines(
  draft: CaseDraft,
  judgement: Judgement,
  { deadlines, today }: Clocks,
): DeadlinesOfCase | undefined {
  if (judgement.class === 'outOfScope' || judgement.class === 'noChannel') return undefined;
  const facts = deadlineFacts(draft, judgement.class === 'accepted' ? judgement.case : undefined);
  if (facts === undefined) return undefined;
  const told = deadlines.of(facts);
  const isNotThere = judgement.class === 'waiting' && told.late.case === undefined;
  const isPast = (facts.isOver || facts.endsAtHandling) && isLongAgo(told.late, today);
  return isNotThere || isPast ? { ...told, late: {} } : told;
}
