import { RESTORES, UNKNOWN_OUTCOMES } from './faults';
import type { Tally } from './campaign';
import { CRASH_POINTS } from './crash-points';

/** What must really have happened in a thousand seeds, or their silence proves nothing. */
const PER_THOUSAND = { faults: 1_000, crashes: 200, unknownOutcomes: 700 } as const;
/** Of each side, in a thousand seeds. */
const RESTORES_PER_THOUSAND = 5;
/** Fewer seeds than this prove nothing about how often things happen. */
const JUDGED_FROM = 200;
/** Deaths at each point in 3,000 seeds (`guarantees.md` §4.3). */
const PER_POINT = 30;
const POINTS_JUDGED_FROM = 1_000;

export interface Happened {
  readonly faults: number;
  readonly crashes: number;
  readonly unknownOutcomes: number;
  readonly restores: number;
}

export function happened({ faults }: Pick<Tally, 'faults'>): Happened {
  const of = (names: readonly string[]): number => names.reduce((sum, name) => sum + (faults[name] ?? 0), 0);
  return {
    faults: of(Object.keys(faults)),
    crashes: of(['crash']),
    unknownOutcomes: of(UNKNOWN_OUTCOMES),
    restores: of(RESTORES),
  };
}

/** Why a run without failures says nothing; empty when it does. */
export function voidBecause(tally: Pick<Tally, 'faults' | 'seeds' | 'crashPoints'>): readonly string[] {
  if (tally.seeds < JUDGED_FROM) return [];
  const seen = happened(tally);
  const tooFew = (Object.keys(PER_THOUSAND) as (keyof typeof PER_THOUSAND)[])
    .filter((kind) => seen[kind] < (PER_THOUSAND[kind] * tally.seeds) / 1_000)
    .map((kind) => `${kind}: ${seen[kind]} in ${tally.seeds} seeds`);
  return [...tooFew, ...restoresMissed(tally), ...pointsMissed(tally)];
}

/** Sides that were put back too seldom. */
function restoresMissed({ seeds, faults }: Pick<Tally, 'seeds' | 'faults'>): readonly string[] {
  const needed = (RESTORES_PER_THOUSAND * seeds) / 1_000;
  return RESTORES.filter((side) => (faults[side] ?? 0) < needed).map(
    (side) => `${side}: ${faults[side] ?? 0} in ${seeds} seeds`,
  );
}

/** Points at which processes died too seldom. */
function pointsMissed({ seeds, crashPoints }: Pick<Tally, 'seeds' | 'crashPoints'>): readonly string[] {
  if (seeds < POINTS_JUDGED_FROM) return [];
  const needed = (PER_POINT * seeds) / 3_000;
  return CRASH_POINTS.filter((point) => (crashPoints[point] ?? 0) < needed).map(
    (point) => `crashes at «${point}»: ${crashPoints[point] ?? 0} in ${seeds} seeds`,
  );
}
