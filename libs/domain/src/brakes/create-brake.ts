import type { PartialDate } from '../case/partial-date';

/** How many new national records a day may see: by what is usual, a fixed number, or as many as come. */
export type CreateRule = 'auto' | 'unlimited' | number;

/** Nobody is braked below it: a province that has just begun has no usual day yet. */
const AT_LEAST = 50;
const TIMES_THE_MEDIAN = 3;
/** Of each day so much is kept for petitions that came in lately. */
const KEPT_FOR_LIVE = 1 / 3;

/** Days before today that say what is usual. */
export const USUAL_DAYS = 30;
/** A petition received this many days ago or less is live work; an older one that is new there is back-fill. */
export const LIVE_DAYS = 30;

/** The middle one; of an even number the mean of the middle two. 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * How many records may be created today outside campaigns.
 * @param usual creates of the days before today, without those of campaigns; days that are missing saw none
 */
export function createsPerDay(rule: CreateRule, usual: readonly number[]): number {
  if (rule === 'unlimited') return Number.POSITIVE_INFINITY;
  if (rule !== 'auto') return rule;
  const days = usual.slice(0, USUAL_DAYS);
  const all = [...days, ...Array<number>(USUAL_DAYS - days.length).fill(0)];
  return Math.max(AT_LEAST, Math.floor(TIMES_THE_MEDIAN * median(all)));
}

/** The part of a day's limit that older petitions may take: the rest is kept for those that come in. */
export function backfillPerDay(limit: number): number {
  return limit === Number.POSITIVE_INFINITY ? limit : limit - Math.ceil(limit * KEPT_FOR_LIVE);
}

/** Whether a petition that is new to the far side came in so long ago that its record is back-fill. */
export function isBackfill(received: PartialDate, today: PartialDate): boolean {
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - LIVE_DAYS * 86_400_000).toISOString();
  return received < oldest.slice(0, received.length);
}

/** What was created today, and what campaigns still allow. */
export interface CreateCount {
  readonly limit: number;
  readonly live: number;
  readonly backfill: number;
  /** Open campaigns, the one that ends first before the others. */
  readonly campaigns: readonly { readonly id: string; readonly left: number }[];
}

export type CreateSlot =
  | { readonly kind: 'day' }
  | { readonly kind: 'campaign'; readonly id: string }
  /** Waits: for the next day, or for people who approve a campaign. */
  | { readonly kind: 'none' };

/**
 * Where one more create is counted. Live work takes from the day and only beyond it from a campaign; back-fill takes from a
 * campaign where there is one, so that it leaves the day to the others.
 */
export function slotFor(isOld: boolean, count: CreateCount): CreateSlot {
  const open = count.campaigns.find(({ left }) => left > 0);
  const campaign: CreateSlot = open === undefined ? { kind: 'none' } : { kind: 'campaign', id: open.id };
  const isDayFull = count.live + count.backfill >= count.limit;
  if (!isOld) return isDayFull ? campaign : { kind: 'day' };
  if (open !== undefined) return campaign;
  return isDayFull || count.backfill >= backfillPerDay(count.limit) ? campaign : { kind: 'day' };
}

/** The count after a slot was taken. */
export function withSlot(isOld: boolean, slot: CreateSlot, count: CreateCount): CreateCount {
  switch (slot.kind) {
    case 'none':
      return count;
    case 'day':
      return isOld ? { ...count, backfill: count.backfill + 1 } : { ...count, live: count.live + 1 };
    case 'campaign':
      return {
        ...count,
        campaigns: count.campaigns.map((one) => (one.id === slot.id ? { ...one, left: one.left - 1 } : one)),
      };
  }
}
