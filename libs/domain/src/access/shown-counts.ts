import { holds } from './permissions';
import type { Principal } from './principal';

/** `null`: there are some, fewer than can be told without telling whose they are. */
export type ShownCount = number | null;

/** From this many on a number says nothing about one person. */
const SMALLEST_SHOWN = 5;

/**
 * How numbers are shown to somebody. One denunciation in a commune is a person: whoever may not list the records
 * themselves sees no number from one to four. Who may list them learns nothing from it, of the province as of an agency.
 */
export function shownCounts({ roles }: Principal): (count: number) => ShownCount {
  if (holds(roles, 'records.read')) return (count) => count;
  return (count) => (count > 0 && count < SMALLEST_SHOWN ? null : count);
}
