import { GatewayError } from '@kntc/domain';
import type { KeyedDigest, PetitionKind, Source, StepKind } from '@kntc/domain';
import { secretDigest } from '@kntc/intake';
import type { PgReports, StandingClass } from '@kntc/storage';
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
  /** Visits without a petition: no interface has a message for them. */
  readonly noChannel: number;
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

/** What the far side calls a step. */
export function stepMethod(kind: StepKind): string {
  return WIRE_NAMES[kind];
}

type Counted = readonly {
  readonly class: StandingClass | null;
  readonly kind: PetitionKind | null;
  readonly count: number;
}[];

/**
 * Asks every source for its keys, now, and looks each one up: a key in none of the classes is unaccounted. The
 * count does not lean on what intake believes it has read. Only for a source that cannot be asked (its pause says
 * so, and the run has not converged), or must not be asked with a mapping that nobody approved, what was read earlier is
 * counted.
 */
export async function summarise(gateway: Gateway, startedAtMs: number): Promise<Summary> {
  const { sources, mappings, reports, clock, keyedDigest } = gateway.parts;
  const classes: Record<StandingClass | 'unaccounted', number> = {
    confirmed: 0,
    waiting: 0,
    quarantined: 0,
    held: 0,
    unknown: 0,
    outOfScope: 0,
    noChannel: 0,
    unaccounted: 0,
  };
  const byType: Record<PetitionKind, number> = { KN: 0, TC: 0, KNPA: 0 };
  let read = 0;
  for (const { source } of sources) {
    const { id } = source.info;
    const isHeld = mappings.isHeld(id);
    const counts = isHeld ? reports.allStandings(id) : countsOf(source, reports, keyedDigest);
    for (const one of await counts) {
      read += one.count;
      classes[one.class ?? 'unaccounted'] += one.count;
      if (one.class === 'confirmed' && one.kind !== null) byType[one.kind] += one.count;
    }
  }
  const confirmedSteps = await reports.confirmedSteps();
  const steps = Object.fromEntries(
    Object.entries(WIRE_NAMES).map(([kind, name]) => [name, confirmedSteps.get(kind as StepKind) ?? 0]),
  );
  return { read, ...classes, byType, steps, durationMs: Math.round(clock.monotonicMs() - startedAtMs) };
}

async function countsOf(source: Source, reports: PgReports, keyed: KeyedDigest): Promise<Counted> {
  const counted = new Map<string, Counted[number]>();
  try {
    for await (const keys of source.keys()) {
      const distinct = [...new Set(keys)];
      const standings = new Map(
        (await reports.standings(source.info.id, distinct)).map((one) => [one.localKey, one]),
      );
      const unknown = distinct.filter((key) => !standings.has(key));
      const digests = new Map(unknown.map((key) => [key, secretDigest(keyed, source.info.id, key)]));
      const secret = await reports.secretAmong(source.info.id, [...digests.values()]);
      for (const key of distinct) {
        // a state secret does not concern the national database, and nothing of it is kept but that it is there
        const isSecret = secret.has(digests.get(key) ?? '');
        const { class: standing = isSecret ? 'outOfScope' : null, kind = null } = standings.get(key) ?? {};
        const name = `${standing} ${kind}`;
        counted.set(name, { class: standing, kind, count: (counted.get(name)?.count ?? 0) + 1 });
      }
    }
    return [...counted.values()];
  } catch (err) {
    if (!(err instanceof GatewayError)) throw err;
    return reports.allStandings(source.info.id);
  }
}
