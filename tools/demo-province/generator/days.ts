import type { Random } from './random';

/** A calendar day, `yyyy-MM-dd`, in Việt Nam. */
export type Day = string;

/** The day on which the demo province stands still: nothing in it is dated later. */
export const REFERENCE_DAY: Day = '2026-11-20';

const DAY_MS = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(first: Day, last: Day): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}

export function randomDay(random: Random, first: Day, last: Day): Day {
  return addDays(first, random.int(0, daysBetween(first, last)));
}

/** `dd/MM/yyyy`, as clerks type. */
export function toVietnamese(day: Day): string {
  return day.split('-').toReversed().join('/');
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
