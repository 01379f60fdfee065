import { isFullDate } from '@kntc/domain';
import type { CaseDraft, PartialDate } from '@kntc/domain';

/** Day by which a petition must be decided, as its source says; none of one that is decided or closed. */
export function openDeadline(draft: CaseDraft): PartialDate | undefined {
  const { acceptance, rounds = [], closed, closedDate } = draft;
  const dueDate = acceptance?.dueDate;
  const isOver =
    closed === true || closedDate !== undefined || rounds.some((one) => one.issuedDate !== undefined);
  return isOver ? undefined : fullDay(dueDate);
}

/** The day, if all of it is known. */
export function fullDay(date: PartialDate | undefined): PartialDate | undefined {
  return date !== undefined && isFullDate(date) ? date : undefined;
}
