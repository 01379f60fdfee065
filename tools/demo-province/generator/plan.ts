import type { Kind } from '../data/local-codes';
import { randomDay, type Day } from './days';
import type { Random } from './random';

/** How far a petition has come. */
export type Stage =
  | 'received'
  | 'handled'
  | 'to-accept'
  | 'accepted'
  | 'withdrawn'
  | 'resolved'
  | 'second-round'
  | 'enforced'
  | 'enforced-often'
  | 'second-enforced'
  | 'second-enforced-often';

/** The 639 petitions Bình Định reported on 26/04/2019: 280 complaints, 42 denunciations, 317 proposals and reflections. */
const COUNTS: Readonly<Record<Kind, Partial<Record<Stage, number>>>> = {
  KN: {
    handled: 50,
    'to-accept': 15,
    accepted: 37,
    withdrawn: 8,
    resolved: 110,
    'second-round': 12,
    enforced: 22,
    'enforced-often': 14,
    'second-enforced': 4,
    'second-enforced-often': 8,
  },
  TC: { accepted: 12, resolved: 18, enforced: 8, 'enforced-often': 4 },
  KNPA: {
    received: 95,
    handled: 120,
    'to-accept': 12,
    accepted: 20,
    resolved: 50,
    enforced: 16,
    'enforced-often': 4,
  },
};

/** Received between these days, a petition has time for its stage before the reference day. */
const WINDOWS: Readonly<Record<Stage, readonly [first: Day, last: Day]>> = {
  received: ['2025-11-03', '2026-11-19'],
  handled: ['2025-11-03', '2026-11-05'],
  'to-accept': ['2026-08-01', '2026-11-08'],
  accepted: ['2026-04-01', '2026-09-25'],
  withdrawn: ['2026-04-01', '2026-09-25'],
  resolved: ['2025-11-03', '2026-07-31'],
  'second-round': ['2025-11-03', '2026-04-30'],
  enforced: ['2025-11-03', '2026-03-31'],
  'enforced-often': ['2025-11-03', '2026-03-31'],
  'second-enforced': ['2025-11-03', '2026-01-10'],
  'second-enforced-often': ['2025-11-03', '2026-01-10'],
};

export interface PlannedPetition {
  readonly kind: Kind;
  readonly stage: Stage;
  readonly received: Day;
  /** Position within its kind and stage, from 0: features are dealt by it, not by chance. */
  readonly ordinal: number;
}

/** What to make, in the order in which the petitions came in. */
export function planPetitions(random: Random): PlannedPetition[] {
  const planned: PlannedPetition[] = [];
  for (const kind of ['KN', 'TC', 'KNPA'] as const) {
    for (const [stage, count] of Object.entries(COUNTS[kind]) as [Stage, number][]) {
      for (let ordinal = 0; ordinal < count; ordinal += 1) {
        planned.push({ kind, stage, received: receivedDay(random, stage), ordinal });
      }
    }
  }
  return planned.toSorted((a, b) => (a.received < b.received ? -1 : a.received > b.received ? 1 : 0));
}

export function receivedDay(random: Random, stage: Stage): Day {
  const [first, last] = WINDOWS[stage];
  return randomDay(random, first, last);
}
