import { createsPerDay, slotFor, withSlot } from '@kntc/domain';
import type { CreateCount, CreateRule } from '@kntc/domain';

const DAY_MS = 86_400_000;
const OFFSET_MS = 7 * 3_600_000;

export interface InMemoryCampaign {
  readonly id: string;
  readonly quota: number;
  /** First moment after its last day. */
  readonly untilMs: number;
  used: number;
}

/** Creates by day in Vietnam and by campaign, as the database counts them. Without a rule nobody is braked. */
export class InMemoryBrake {
  rule: CreateRule = 'unlimited';
  readonly campaigns: InMemoryCampaign[] = [];
  readonly days = new Map<number, { live: number; backfill: number }>();

  /** Takes a slot at this time; `false` when there is none. */
  take(isBackfill: boolean, nowMs: number): boolean {
    const day = dayOf(nowMs);
    const today = this.days.get(day) ?? { live: 0, backfill: 0 };
    const slot = slotFor(isBackfill, this.#count(today, day, nowMs));
    if (slot.kind === 'none') return false;
    const campaign = slot.kind === 'campaign' ? this.campaigns.find(({ id }) => id === slot.id) : undefined;
    if (campaign !== undefined) campaign.used += 1;
    else this.days.set(day, withSlot(isBackfill, slot, { ...this.#count(today, day, nowMs) }));
    return true;
  }

  #count(today: { live: number; backfill: number }, day: number, nowMs: number): CreateCount {
    const usual = [...this.days]
      .filter(([one]) => one < day && one >= day - 30)
      .toSorted(([a], [b]) => b - a)
      .map(([, { live, backfill }]) => live + backfill);
    const open = this.campaigns.filter(({ untilMs }) => nowMs < untilMs);
    return {
      ...today,
      limit: createsPerDay(this.rule, usual),
      campaigns: open.map(({ id, quota, used }) => ({ id, left: quota - used })),
    };
  }
}

function dayOf(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS);
}

/** Milliseconds until the next day begins in Vietnam. */
export function untilNextDay(wallMs: number): number {
  return (dayOf(wallMs) + 1) * DAY_MS - OFFSET_MS - wallMs;
}
