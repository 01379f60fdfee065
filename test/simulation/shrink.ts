import type { MutantName } from './mutants';
import { MUTANTS } from './mutants';
import type { Violation } from './oracle';
import { runSeed } from './run-seed';
import type { Swarm } from './swarm';
import { World } from './world';

export interface Shrunk {
  readonly swarm: Swarm;
  readonly violations: readonly Violation[];
}

/**
 * The smallest plan that still breaks the same promise: faults are left out one by one, then petitions, edits, machines
 * and outages are halved, as long as it fails.
 */
export async function shrink(seed: number, mutant?: MutantName): Promise<Shrunk | undefined> {
  const wrong = mutant === undefined ? {} : { wrong: MUTANTS[mutant] };
  const { swarm } = new World(seed);
  const { violations } = await runSeed(seed, wrong);
  if (violations.length === 0) return undefined;
  const broken = violations[0]?.invariant;
  let best: Shrunk = { swarm, violations };
  const tryOut = async (smaller: Swarm): Promise<void> => {
    const found = await runSeed(seed, { ...wrong, swarm: smaller });
    if (found.violations.some(({ invariant }) => invariant === broken))
      best = { swarm: smaller, violations: found.violations };
  };
  for (const fault of Object.keys(swarm.rates))
    await tryOut({ ...best.swarm, rates: { ...best.swarm.rates, [fault]: 0 } });
  await tryOut({ ...best.swarm, restore: undefined });
  for (const figure of ['petitions', 'edits', 'machines', 'outages', 'sources'] as const)
    for (
      let value = Math.floor(best.swarm[figure] / 2);
      value >= smallest(figure);
      value = Math.floor(value / 2)
    ) {
      await tryOut({ ...best.swarm, [figure]: value });
      if (best.swarm[figure] !== value || value === 0) break;
    }
  const rates = Object.fromEntries(Object.entries(best.swarm.rates).filter(([, rate]) => rate > 0));
  return { ...best, swarm: { ...best.swarm, rates } };
}

function smallest(figure: 'petitions' | 'edits' | 'machines' | 'outages' | 'sources'): number {
  return figure === 'edits' || figure === 'outages' ? 0 : 1;
}
