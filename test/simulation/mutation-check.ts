import { MUTANT_NAMES, MUTANTS, type MutantName } from './mutants';
import { runSeed } from './run-seed';

export interface Caught {
  readonly name: MutantName;
  /** Seeds run until a promise was seen broken, from 1; `null`: never. */
  readonly caughtAtSeed: number | null;
}

/** How many seeds it takes to notice each wrong behaviour. */
export async function mutantsCaught(
  from: number,
  most: number,
  onCaught: (one: Caught) => void,
): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const name of MUTANT_NAMES) {
    const one = { name, caughtAtSeed: await caughtAt(name, from, most) };
    all.push(one);
    onCaught(one);
  }
  return all;
}

async function caughtAt(name: MutantName, from: number, most: number): Promise<number | null> {
  for (let nth = 1; nth <= most; nth += 1) {
    const { violations } = await runSeed(from + nth - 1, { wrong: MUTANTS[name] });
    if (violations.length > 0) return nth;
  }
  return null;
}
