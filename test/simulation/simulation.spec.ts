import { NOTHING, together } from './campaign';
import { isControlled, lateBeyondSettle } from './control';
import { CRASH_POINTS } from './crash-points';
import { happened, voidBecause } from './enough-happened';
import { MUTANTS } from './mutants';
import { ALARM_SEED, runSeed } from './run-seed';
import { tallyOf } from './tally';

jest.setTimeout(240_000);

/** A small share; three thousand: `npm run simulate`, a part of them in `npm run test:full`. */
const LIVES = 24;
const SEEDS = Array.from({ length: 50 }, (_unused, nth) => nth + 1);

describe('a province, its gateway and the national database, one life per seed', () => {
  it('loses nothing, doubles nothing, writes nothing wrong, and comes to rest', async () => {
    let tally = NOTHING;
    for (const seed of SEEDS.slice(0, LIVES)) tally = together(tally, tallyOf(await runSeed(seed)));
    const { faults, crashes, unknownOutcomes } = happened(tally);
    process.stdout.write(
      `simulation: ${tally.seeds} seeds, ${tally.events} events, ${faults} faults, ${crashes} crashes, ${unknownOutcomes} unknown outcomes\n`,
    );
    expect(tally.failures).toEqual([]);
    expect(unknownOutcomes).toBeGreaterThan(tally.seeds);
  });

  it('goes the same way twice', async () => {
    for (const seed of SEEDS.slice(0, 2)) {
      const [one, other] = [await runSeed(seed), await runSeed(seed)];
      expect(other.traceHash).toBe(one.traceHash);
      expect(other.events).toBe(one.events);
    }
    const [one, other] = [await runSeed(1), await runSeed(2)];
    expect(other.traceHash).not.toBe(one.traceHash);
  });
});

describe('the alarm', () => {
  it.each([
    'M3 no time to settle',
    'M6 cursor without overlap',
    'M12 a 5xx counts as not done',
    'M16 audit after decrypt',
  ] as const)('goes off for a gateway with %s', async (name) => {
    const failing = [];
    for (const seed of SEEDS) {
      const { violations } = await runSeed(seed, { wrong: MUTANTS[name] });
      failing.push(...violations);
      if (failing.length > 0) break;
    }
    expect(failing).not.toEqual([]);
  });

  it('goes off for the seed that always fails', async () => {
    const { violations } = await runSeed(ALARM_SEED);
    expect(violations.map(({ invariant }) => invariant)).toContain('I2');
  });

  it('goes off when a far side commits later than it says, and only where nothing is unique there', async () => {
    const controls = await lateBeyondSettle(1, 6);
    expect(controls.proven.duplicates).toBeGreaterThan(0);
    expect(controls).toMatchObject({ key: { duplicates: 0 }, reference: { duplicates: 0 } });
    expect(isControlled(controls)).toBe(true);
    expect(isControlled({ ...controls, proven: { seeds: 6, duplicates: 0 } })).toBe(false);
  });

  it('goes off when too little happened', () => {
    const faults = { 'ring-lost': 999, crash: 199, 'late-commit': 699, 'far-side-restored': 4 };
    const crashPoints = Object.fromEntries(CRASH_POINTS.map((point) => [point, 10]));
    expect(voidBecause({ seeds: 1_000, faults, crashPoints })).toEqual([
      'crashes: 199 in 1000 seeds',
      'unknownOutcomes: 699 in 1000 seeds',
      'gateway-restored: 0 in 1000 seeds',
      'far-side-restored: 4 in 1000 seeds',
      'source-restored: 0 in 1000 seeds',
    ]);
    const restored = { 'gateway-restored': 5, 'far-side-restored': 5, 'source-restored': 5 };
    const often = { ...restored, 'ring-lost': 9_000, crash: 9_000, 'late-commit': 9_000 };
    const { 'send hears: after': _seldom, ...others } = crashPoints;
    expect(
      voidBecause({ seeds: 1_000, faults: often, crashPoints: { ...others, 'sweep: before': 9 } }),
    ).toEqual([
      'crashes at «sweep: before»: 9 in 1000 seeds',
      'crashes at «send hears: after»: 0 in 1000 seeds',
    ]);
  });
});
