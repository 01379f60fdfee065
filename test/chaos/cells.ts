import { setTimeout as wait } from 'node:timers/promises';
import { besides } from './besides';
import { Conservation } from './conservation';
import { all, CONFIRMED } from './endings';
import type { Row } from './row';
import { Stack, type Backend } from './stack';

const PETITIONS = 12;
const LATER_MS = 300;
const CELL_MS = 240_000;
/** A cell that plays every point. */
const FULL_CELL_MS = 1_200_000;

export interface CellResult {
  readonly row: number;
  readonly backend: Backend;
  /** How often the fault fired. */
  readonly fired: number;
  readonly durationMs: number;
}

/** One row of the matrix on one queue: petitions are on their way, things go wrong, and the far side's ledger judges. */
export async function runCell(stack: Stack, row: Row): Promise<CellResult> {
  const begun = performance.now();
  const conservation = new Conservation(stack);
  const aside = await besides(stack, `R${row.no}-aside`);
  const early = await stack.petitions(`R${row.no}-early`, PETITIONS / 2);
  // Work comes in while things go wrong, not only before.
  const late = wait(LATER_MS).then(() => stack.petitions(`R${row.no}-late`, PETITIONS / 2));
  const [happened, keys] = await Promise.all([row.run(stack, { early, late }), late]);
  const { fired, endings = {} } = typeof happened === 'number' ? { fired: happened } : happened;
  for (const gateway of stack.gateways) if (!gateway.isRunning) await gateway.start();
  const expected = { ...all([...early, ...keys], CONFIRMED), ...aside, ...endings };
  await stack.atRest(expected);
  const { looks, broken } = await conservation.end();
  const problems = [...(await stack.faithful(expected)), ...broken];
  if (looks === 0) problems.push('the ledger could never be asked');
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (fired === 0) throw new Error('the fault never fired: nothing was shown');
  return { row: row.no, backend: stack.backend, fired, durationMs: Math.round(performance.now() - begun) };
}

/** Describes the rows on one queue, on one stack that they share. */
export function describeRows(
  backend: Backend,
  wanted: readonly Row[],
  onResult: (one: CellResult) => void,
): void {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.open(backend);
  }, 120_000);
  afterAll(() => stack.close(), 60_000);
  const rows = wanted.filter(({ only }) => only === undefined || only === backend);
  it.each(rows.map((row) => [row.no, row.fault, row] as const))(
    'row %i: %s',
    async (_no, _fault, row) => {
      const result = await runCell(stack, row).catch(async (err: unknown) => {
        // What is left of it shall not fail the rows after it.
        await stack.close();
        stack = await Stack.open(backend);
        throw err;
      });
      onResult(result);
      process.stdout.write(
        `chaos: row ${row.no} on ${backend}: fault fired ${result.fired} times, ${result.durationMs} ms\n`,
      );
      expect(result.fired).toBeGreaterThan(0);
    },
    process.env['KNTC_CHAOS'] === 'full' ? FULL_CELL_MS : CELL_MS,
  );
}
