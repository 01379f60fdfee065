import { NOTHING, together } from './campaign';
import { happened, voidBecause } from './enough-happened';
import { MUTANTS } from './mutants';
import { runSeed } from './run-seed';
import { tallyOf } from './tally';

jest.setTimeout(240_000);

const SEEDS = Array.from({ length: 50 }, (_unused, nth) => nth + 1);

describe('a province, its gateway and the national database, one life per seed', () => {
  it('loses nothing, doubles nothing, writes nothing wrong, and comes to rest', async () => {
    let tally = NOTHING;
    for (const seed of SEEDS) tally = together(tally, tallyOf(await runSeed(seed)));
    const { faults, crashes, unknownOutcomes } = happened(tally);
    process.stdout.write(
      `simulation: ${tally.seeds} seeds, ${tally.events} events, ${faults} faults, ${crashes} crashes, ${unknownOutcomes} unknown outcomes\n`,
    );
    expect(tally.failures).toEqual([]);
    expect(unknownOutcomes).toBeGreaterThan(tally.seeds);
  });

  it('goes the same way twice', async () => {
    for (const seed of SEEDS.slice(0, 3)) {
      const [one, other] = [await runSeed(seed), await runSeed(seed)];
      expect(other.traceHash).toBe(one.traceHash);
      expect(other.events).toBe(one.events);
    }
    const [one, other] = [await runSeed(1), await runSeed(2)];
    expect(other.traceHash).not.toBe(one.traceHash);
  });
});

describe('the alarm', () => {
  it.each(['M3 no time to settle', 'M6 cursor without overlap', 'M12 a 5xx counts as not done'] as const)(
    'goes off for a gateway with %s',
    async (name) => {
      const failing = [];
      for (const seed of SEEDS) {
        const { violations } = await runSeed(seed, { wrong: MUTANTS[name] });
        failing.push(...violations);
        if (failing.length > 0) break;
      }
      expect(failing).not.toEqual([]);
    },
  );

  it('goes off when too little happened', () => {
    const quiet = { seeds: 1_000, faults: { 'ring-lost': 999, crash: 199, 'late-commit': 699 } };
    expect(voidBecause(quiet)).toEqual(['crashes: 199 in 1000 seeds', 'unknownOutcomes: 699 in 1000 seeds']);
  });
});
