import type { WorkingDays } from '../calendar/working-days';
import type { PetitionKind } from '../case/case';
import { dateInVietnam, type PartialDate } from '../case/partial-date';

/** How long a probable duplicate is held before its first push. */
export interface DuplicateTermRules {
  /** `HH:mm` in Vietnam: when a working day is over. */
  readonly endOfDay: string;
  /** Working days until acceptance where no rule of law names the day. */
  readonly acceptanceDays: number;
  /** Working days that whoever it escalates to has. */
  readonly escalationDays: number;
}

/** What the term of a held petition depends on. */
export interface HeldPetition {
  readonly kind: PetitionKind;
  readonly isAccepted: boolean;
  /** Last day for handling or acceptance by law, as far as a rule names it. */
  readonly acceptanceDueOn?: PartialDate | undefined;
}

/**
 * Until when whoever works on it decides: a proposal or reflection to the end of the working day, anything else until it is accepted, or
 * should have been. Past: it escalates at once.
 */
export function duplicateTerm(
  { kind, isAccepted, acceptanceDueOn }: HeldPetition,
  now: Date,
  { calendar, rules }: { readonly calendar: WorkingDays; readonly rules: DuplicateTermRules },
): Date {
  if (kind === 'KNPA') return endOfWorkingDay(now, calendar, rules);
  if (isAccepted) return now;
  const day = acceptanceDueOn ?? calendar.after(dateInVietnam(now), rules.acceptanceDays);
  return endOf(day, rules);
}

/** When silence counts as an answer: the petition then goes out as a case of its own. */
export function silentAfter(escalatedAt: Date, calendar: WorkingDays, rules: DuplicateTermRules): Date {
  return endOf(calendar.after(dateInVietnam(escalatedAt), rules.escalationDays), rules);
}

/** The end of this working day, or of the next one where this is none or is over. */
function endOfWorkingDay(now: Date, calendar: WorkingDays, rules: DuplicateTermRules): Date {
  const today = dateInVietnam(now);
  const end = endOf(today, rules);
  return calendar.isWorkingDay(today) && now < end ? end : endOf(calendar.after(today, 1), rules);
}

function endOf(day: PartialDate, { endOfDay }: DuplicateTermRules): Date {
  return new Date(`${day}T${endOfDay}:00+07:00`);
}
