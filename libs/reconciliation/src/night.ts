import { dateInVietnam } from '@kntc/domain';

/** Hours in Vietnam, `HH:mm`; `until` before `from` ends on the next day. */
export interface NightHours {
  readonly from: string;
  readonly until: string;
}

const MINUTES_A_DAY = 1_440;
const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

/** The night that is on at `now`, named by the day on which it began; `undefined` by day. */
export function nightAt(hours: NightHours, now: Date): string | undefined {
  const minute = Math.floor(((now.getTime() + VIETNAM_MS) % DAY_MS) / 60_000);
  const [from, until] = [minuteOf(hours.from), minuteOf(hours.until)];
  if (from < until) return minute >= from && minute < until ? dateInVietnam(now) : undefined;
  if (minute >= from) return dateInVietnam(now);
  return minute < until ? dateInVietnam(new Date(now.getTime() - DAY_MS)) : undefined;
}

/** Records one night can compare: one look-up each, at most so many a minute. */
export function nightlyShare(hours: NightHours, perMinute: number): number {
  const length = (minuteOf(hours.until) - minuteOf(hours.from) + MINUTES_A_DAY) % MINUTES_A_DAY;
  return (length === 0 ? MINUTES_A_DAY : length) * perMinute;
}

/** Nights until every record was compared once more. Each difference costs a second look-up, so this is the least. */
export function nightsOfRound(records: number, hours: NightHours, perMinute: number): number {
  return records === 0 ? 0 : Math.ceil(records / nightlyShare(hours, perMinute));
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
