import type { FarSideKind } from './swarm';
import { runSeed } from './run-seed';
import { World } from './world';

/** Duplicates where requests go on working far beyond the settle time of the profile. */
export interface Control {
  readonly seeds: number;
  readonly duplicates: number;
}

const FAR_SIDES = ['proven', 'key', 'reference'] as const satisfies readonly FarSideKind[];
export type Controls = Readonly<Record<(typeof FAR_SIDES)[number], Control>>;

/**
 * The negative control: a far side without any uniqueness that commits later than it says it can must get duplicates, and
 * the oracle must report them – or it is blind. The same lives on far sides that act once must have none.
 */
export async function lateBeyondSettle(from: number, seeds: number): Promise<Controls> {
  const controls: [FarSideKind, Control][] = [];
  for (const farSide of FAR_SIDES) {
    let duplicates = 0;
    for (let seed = from; seed < from + seeds; seed += 1) duplicates += await duplicatesOf(seed, farSide);
    controls.push([farSide, { seeds, duplicates }]);
  }
  return Object.fromEntries(controls) as unknown as Controls;
}

/** Whether duplicates came where they must, and only there. */
export function isControlled({ proven, key, reference }: Controls): boolean {
  return proven.duplicates > 0 && key.duplicates === 0 && reference.duplicates === 0;
}

async function duplicatesOf(seed: number, farSide: FarSideKind): Promise<number> {
  const { swarm } = new World(seed);
  const late = { ...swarm, farSide, beyondSettle: true, rates: { 'late-commit': 0.3 } } as const;
  const { violations } = await runSeed(seed, { swarm: late });
  return violations.filter(({ invariant }) => invariant === 'I2').length;
}
