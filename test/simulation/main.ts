import { Command, InvalidArgumentError, Option } from 'commander';
import { runSeeds, type Failure, type Tally } from './campaign';
import { RESTORES } from './faults';
import { happened, voidBecause } from './enough-happened';
import { isControlled, lateBeyondSettle } from './control';
import { MUTANT_NAMES, type MutantName } from './mutants';
import { mutantsCaught } from './mutation-check';
import { shrink } from './shrink';

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly json?: true;
  readonly mutants?: true;
  readonly control?: true;
  readonly wrong?: MutantName;
}

const SHRUNK_AT_MOST = 3;
const program = new Command('simulate')
  .description('The real intake and delivery in virtual time, against everything that can go wrong.')
  .option('--seeds <number>', 'how many', count, 3_000)
  .option('--from <seed>', 'the first one', count, 1)
  .option(
    '--mutants',
    'instead: how soon each built-in wrong behaviour is caught (at most --seeds, default 500)',
  )
  .option(
    '--control',
    'instead: late commits beyond the settle time, on three kinds of far side (default 100 seeds)',
  )
  .addOption(new Option('--wrong <name>', 'with one of the built-in wrong behaviours').choices(MUTANT_NAMES))
  .option('--json', 'one JSON object as the last line');

async function main(): Promise<number> {
  const options = program.parse().opts<Options>();
  const begunMs = performance.now();
  if (options.mutants === true) return mutation(options);
  if (options.control === true) return negativeControl(options);
  const tally = await runSeeds(options, (done) => progress(done, options.seeds));
  const durationMs = Math.round(performance.now() - begunMs);
  for (const failure of tally.failures.slice(0, SHRUNK_AT_MOST)) await explain(failure, options.wrong);
  const void_ = voidBecause(tally);
  for (const why of void_) say(`✗ void, too little happened: ${why}`);
  say(summary(tally, durationMs));
  if (options.json === true)
    process.stdout.write(`${JSON.stringify(toJson(tally, options.from, durationMs))}\n`);
  return tally.failures.length === 0 && void_.length === 0 ? 0 : 1;
}

async function negativeControl({ seeds, from, json }: Options): Promise<number> {
  const most = program.getOptionValueSource('seeds') === 'default' ? 100 : seeds;
  const control = await lateBeyondSettle(from, most);
  for (const [farSide, { duplicates }] of Object.entries(control))
    say(`late commits beyond the settle time, ${farSide}: ${duplicates} duplicates in ${most} seeds`);
  if (json === true) process.stdout.write(`${JSON.stringify({ control })}\n`);
  return isControlled(control) ? 0 : 1;
}

async function mutation({ seeds, from, json }: Options): Promise<number> {
  const most = program.getOptionValueSource('seeds') === 'default' ? 500 : seeds;
  const mutants = await mutantsCaught(from, most, ({ name, caughtAtSeed }) =>
    say(`${caughtAtSeed === null ? '✗' : '✓'} ${name}: ${caughtAtSeed ?? 'not caught'}`),
  );
  if (json === true) process.stdout.write(`${JSON.stringify({ mutants })}\n`);
  return mutants.every(({ caughtAtSeed }) => caughtAtSeed !== null) ? 0 : 1;
}

function toJson(tally: Tally, from: number, durationMs: number): object {
  const { crashes, unknownOutcomes, restores } = happened(tally);
  const broken = tally.failures.flatMap(({ violations }) => violations);
  const of = (...invariants: readonly string[]): number =>
    broken.filter(({ invariant }) => invariants.includes(invariant)).length;
  return {
    seeds: tally.seeds,
    from,
    events: tally.events,
    faults: tally.faults,
    crashes,
    crashPoints: tally.crashPoints,
    unknownOutcomes,
    restores,
    restoresBySide: Object.fromEntries(RESTORES.map((side) => [side, tally.faults[side] ?? 0])),
    duplicates: of('I2'),
    lost: of('I1'),
    orderViolations: of('I4', 'I11'),
    wrongWrites: of('I3'),
    unexpectedHolds: of('I5'),
    unaudited: of('I7'),
    failures: tally.failures.flatMap(({ seed, violations }) =>
      violations.map(({ invariant, key, what }) => ({ seed, invariant, key, what })),
    ),
    traces: tally.traces,
    durationMs,
  };
}

function summary(tally: Tally, durationMs: number): string {
  const { faults, crashes, unknownOutcomes, restores } = happened(tally);
  const mark = tally.failures.length === 0 ? '✓' : '✗';
  return (
    `${mark} ${tally.seeds} seeds, ${tally.events} events, ${faults} faults, ${crashes} crashes, ` +
    `${unknownOutcomes} unknown outcomes, ${restores} restores, ${tally.requests} requests: ` +
    `${tally.failures.length} failing seeds in ${(durationMs / 1_000).toFixed(1)} s`
  );
}

async function explain({ seed, violations }: Failure, wrong?: MutantName): Promise<void> {
  say(
    `✗ seed ${seed}: ${violations.map(({ invariant, key, what }) => `${invariant} ${key} ${what}`).join('; ')}`,
  );
  const shrunk = await shrink(seed, wrong);
  if (shrunk !== undefined) say(`  smallest plan: ${JSON.stringify(shrunk.swarm)}`);
}

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} seeds`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

async function run(): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
    process.exitCode = 1;
  }
}

void run();
