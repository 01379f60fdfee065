import type { AlertSeverity } from './alert-kinds';

/** When people sleep; times of day in Vietnam, `HH:mm`. From 22:00 to 06:00 is over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** These wake people all the same. */
  readonly except: readonly AlertSeverity[];
}

const DAY = 86_400_000;
/** Vietnam has no summer time. */
const OFFSET = 7 * 3_600_000;

/** `at`, or the end of the quiet hours it lies in. */
export function awakeAt(quiet: Pick<QuietHours, 'from' | 'to'> | undefined, at: Date): Date {
  if (quiet === undefined) return at;
  const [from, to] = [timeOfDay(quiet.from), timeOfDay(quiet.to)];
  const now = (at.getTime() + OFFSET) % DAY;
  const isQuiet = from <= to ? now >= from && now < to : now >= from || now < to;
  return isQuiet ? new Date(at.getTime() + ((to - now + DAY) % DAY)) : at;
}

/** The moment of a time of day on the day in Vietnam that `at` lies in. */
export function onThatDay(time: string, at: Date): Date {
  const midnight = Math.floor((at.getTime() + OFFSET) / DAY) * DAY - OFFSET;
  return new Date(midnight + timeOfDay(time));
}

function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
