import { setTimeout as wait } from 'node:timers/promises';
import type { Row } from './row';
import { ROWS } from './rows';
import { Stack, type Backend } from './stack';

const PETITIONS = 12;
const LATER_MS = 300;

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
  const early = await stack.petitions(`R${row.no}-early`, PETITIONS / 2);
  const running = row.run(stack, early);
  // Work comes in while things go wrong, not only before.
  await wait(LATER_MS);
  const late = await stack.petitions(`R${row.no}-late`, PETITIONS / 2);
  const fired = await running;
  const keys = [...early, ...late];
  for (const gateway of stack.gateways) if (!gateway.isRunning) await gateway.start();
  await stack.atRest(keys, row.ends ?? 'confirmed');
  const problems = row.ends === undefined ? await stack.faithful(keys) : [];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (fired === 0) throw new Error('the fault never fired: nothing was shown');
  return { row: row.no, backend: stack.backend, fired, durationMs: Math.round(performance.now() - begun) };
}

/** Describes the rows on one queue, on one stack that they share. */
export function describeRows(
  backend: Backend,
  wanted: readonly number[],
  onResult: (one: CellResult) => void,
): void {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.open(backend);
  }, 120_000);
  afterAll(() => stack.close(), 60_000);
  const rows = ROWS.filter(({ no, only }) => wanted.includes(no) && (only === undefined || only === backend));
  it.each(rows.map((row) => [row.no, row.fault, row] as const))(
    'row %i: %s',
    async (_no, _fault, row) => {
      const result = await runCell(stack, row);
      onResult(result);
      process.stdout.write(
        `chaos: row ${row.no} on ${backend}: fault fired ${result.fired} times, ${result.durationMs} ms\n`,
      );
      expect(result.fired).toBeGreaterThan(0);
    },
    240_000,
  );
}
