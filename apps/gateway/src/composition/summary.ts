import type { PetitionKind, StepKind } from '@kntc/domain';
import type { StandingClass } from '@kntc/storage';
import type { Gateway } from './gateway';

/** Last line of `npm start -- --once --json` (`architecture.md` §6). `read` = the sum of all classes and `unaccounted`. */
export interface Summary {
  readonly read: number;
  readonly confirmed: number;
  readonly waiting: number;
  readonly quarantined: number;
  readonly held: number;
  readonly unknown: number;
  readonly outOfScope: number;
  readonly unaccounted: number;
  readonly byType: Readonly<Record<PetitionKind, number>>;
  readonly steps: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

const WIRE_NAMES: Readonly<Record<StepKind, string>> = {
  case: 'CapNhatVuViec',
  handling: 'CapNhatKQXuLy',
  acceptance: 'CapNhatGiaiQuyet',
  resolution: 'CapNhatKQGiaiQuyet',
  enforcement: 'CapNhatThiHanh',
};

/**
 * Asks every source for its keys, now, and looks each one up: a key in none of the classes is unaccounted. The
 * count does not lean on what intake believes it has read.
 */
export async function summarise(gateway: Gateway, startedAtMs: number): Promise<Summary> {
  const { sources, reports, clock } = gateway.parts;
  const classes: Record<StandingClass | 'unaccounted', number> = {
    confirmed: 0,
    waiting: 0,
    quarantined: 0,
    held: 0,
    unknown: 0,
    outOfScope: 0,
    unaccounted: 0,
  };
  const byType: Record<PetitionKind, number> = { KN: 0, TC: 0, KNPA: 0 };
  let read = 0;
  for (const { source } of sources) {
    for await (const keys of source.keys()) {
      const distinct = [...new Set(keys)];
      read += distinct.length;
      const standings = new Map(
        (await reports.standings(source.info.id, distinct)).map((one) => [one.localKey, one]),
      );
      for (const key of distinct) {
        const standing = standings.get(key);
        classes[standing?.class ?? 'unaccounted'] += 1;
        if (standing?.class === 'confirmed' && standing.kind !== null) byType[standing.kind] += 1;
      }
    }
  }
  const confirmedSteps = await reports.confirmedSteps();
  const steps = Object.fromEntries(
    Object.entries(WIRE_NAMES).map(([kind, name]) => [name, confirmedSteps.get(kind as StepKind) ?? 0]),
  );
  return { read, ...classes, byType, steps, durationMs: Math.round(clock.monotonicMs() - startedAtMs) };
}
