import { dateInVietnam } from '@kntc/domain';
import type { NationalSettings } from '../settings/national-settings';
import { WEEKDAYS } from '../settings/limit-settings';

/** Why nothing may be sent now, and for how long at least. */
export interface Closed {
  readonly reason: 'profile-not-yet-valid' | 'profile-expired' | 'maintenance';
  readonly remainingMs: number;
}

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;
/** Periods without an end are asked about again after this long. */
const LONG_MS = 3_600_000;

/** Whether the far side may be spoken to at `now`: validity of the profile and maintenance windows. Pure. */
export function closedAt(
  { validity, maintenance }: Pick<NationalSettings, 'validity' | 'maintenance'>,
  now: Date,
): Closed | undefined {
  const today = dateInVietnam(now);
  if (validity.from !== '' && today < validity.from)
    return { reason: 'profile-not-yet-valid', remainingMs: untilMidnight(now) };
  if (validity.until !== '' && today > validity.until)
    return { reason: 'profile-expired', remainingMs: LONG_MS };
  const remaining = maintenance.flatMap((window) => remainingOf(window, now));
  return remaining.length === 0 ? undefined : { reason: 'maintenance', remainingMs: Math.max(...remaining) };
}

function untilMidnight(now: Date): number {
  return Math.min(LONG_MS, DAY_MS - ((now.getTime() + VIETNAM_MS) % DAY_MS));
}

/** A window belongs to the day on which it begins; one that passes midnight is also open on the next day. */
function remainingOf(
  { days, from, until }: NationalSettings['maintenance'][number],
  now: Date,
): readonly number[] {
  const local = now.getTime() + VIETNAM_MS;
  const midnight = local - (local % DAY_MS);
  return [midnight, midnight - DAY_MS].flatMap((day) => {
    const weekday = WEEKDAYS[new Date(day).getUTCDay()];
    if (weekday === undefined || !days.includes(weekday)) return [];
    const begin = day + timeOfDay(from);
    const end = day + timeOfDay(until) + (until <= from ? DAY_MS : 0);
    return begin <= local && local < end ? [end - local] : [];
  });
}

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
