import type { Dice } from './dice';
import { FAR_FAULTS, LOOK_UP_FAULTS, OWN_FAULTS, type FaultName, type RESTORES } from './faults';

/**
 * What kind of far side there is, and what the profile says of it: `proven` and `unproven` act on every request that
 * arrives (their look-ups find everything, or nobody has proven that); `key` acts once per idempotency key, `reference`
 * holds one case per reference.
 */
export type FarSideKind = 'proven' | 'unproven' | 'key' | 'reference';

/** As many of them as a run has sources. */
export const SOURCE_IDS = ['mot-cua', 'tiep-dan', 'thanh-tra'] as const;

/** A side is put back from a copy. */
export interface RestorePlan {
  readonly side: (typeof RESTORES)[number];
  /** When it was copied, and when it is put back, in parts of the time faults have. */
  readonly copiedAt: number;
  readonly at: number;
  /** What was lost and is asked for anew is named as something else was: ids of the far side, keys of the source. */
  readonly givesAnew: boolean;
}

/** How one run differs from others; everything follows from its seed. */
export interface Swarm {
  readonly farSide: FarSideKind;
  readonly petitions: number;
  readonly machines: number;
  readonly safetyMs: number;
  readonly edits: number;
  readonly skewMs: number;
  readonly rates: Readonly<Partial<Record<FaultName, number>>>;
  /** How often the database restarts, the far side and the source go away. */
  readonly outages: number;
  /** Local systems of the province; what they call their records they have in common. */
  readonly sources: number;
  readonly restore?: RestorePlan | undefined;
  /** Late commits come later than the profile says they can: only in the negative control. */
  readonly beyondSettle?: true;
}

const HIGHEST: Readonly<Record<Exclude<FaultName, RestorePlan['side']>, number>> = {
  refused: 0.05,
  'hang-before': 0.1,
  'reset-before': 0.1,
  'status-before': 0.15,
  'late-commit': 0.15,
  'hang-after': 0.1,
  'reset-after': 0.1,
  'status-after': 0.1,
  'redirect-after': 0.05,
  'garbage-after': 0.1,
  'wrong-id': 0.02,
  throttled: 0.05,
  unauthorised: 0.02,
  rejected: 0.03,
  'look-up-refused': 0.05,
  'look-up-hang': 0.1,
  'look-up-status': 0.2,
  'look-up-garbage': 0.1,
  crash: 0.01,
  freeze: 0.004,
  'connection-lost': 0.01,
  'commit-unacknowledged': 0.02,
  'database-down': 1,
  'ring-lost': 0.5,
  'ring-doubled': 0.3,
  'source-down': 1,
  'far-side-down': 1,
};

/** Each kind of fault is there in two of three runs, at a rate between nothing and its highest. */
export function swarmOf(dice: Dice): Swarm {
  const rates: Partial<Record<FaultName, number>> = {};
  for (const fault of [...FAR_FAULTS, ...LOOK_UP_FAULTS, ...OWN_FAULTS])
    if (dice.chance(0.67)) rates[fault] = dice.next() * HIGHEST[fault];
  const swarm = {
    farSide: farSideOf(dice.next()),
    petitions: dice.between(1, 16),
    machines: dice.between(1, 3),
    safetyMs: dice.between(2, 6) * 60_000,
    edits: dice.between(0, 30),
    skewMs: dice.chance(0.5) ? dice.between(-900_000, 900_000) : 0,
    rates,
    outages: dice.between(0, 3),
    sources: dice.between(1, 3),
    restore: restoreOf(dice),
  };
  const { petitions, restore } = swarm;
  return restore?.side === 'far-side-restored' ? { ...swarm, petitions: manyOf(petitions) } : swarm;
}

/** A far side that went back must be noticed where it lost many: so that there are many to lose. */
function manyOf(petitions: number): number {
  return 8 + Math.ceil(petitions / 2);
}

function farSideOf(fraction: number): FarSideKind {
  if (fraction < 0.5) return 'proven';
  if (fraction < 0.65) return 'unproven';
  return fraction < 0.85 ? 'key' : 'reference';
}

function restoreOf(dice: Dice): Swarm['restore'] {
  const side = sideOf(dice.next());
  if (side === undefined) return undefined;
  const at = 0.3 + 0.7 * dice.next();
  return { side, copiedAt: at * dice.next(), at, givesAnew: dice.chance(0.5) };
}

function sideOf(fraction: number): RestorePlan['side'] | undefined {
  if (fraction < 0.1) return 'gateway-restored';
  if (fraction < 0.16) return 'far-side-restored';
  return fraction < 0.22 ? 'source-restored' : undefined;
}
