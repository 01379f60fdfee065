import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ALARM_SEED } from './run-seed';

jest.setTimeout(900_000);

const ROOT = join(__dirname, '..', '..');

interface Said {
  readonly code: number | string | null | undefined;
  readonly last: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** `npm run simulate -- …`, as somebody would run it. */
function simulate(...args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'tools', 'run.cjs'), 'simulate', '--json', ...args],
      { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
      (problem, stdout, stderr) => {
        const last = stdout.trim().split('\n').at(-1) ?? '{}';
        process.stdout.write(`${stderr.trim().split('\n').slice(-20).join('\n')}\n`);
        resolve({ code: problem?.code ?? 0, last: JSON.parse(last) as Said['last'], text: stderr });
      },
    );
  });
}

describe('npm run simulate', () => {
  it('runs 1,000 seeds without one broken promise, and enough happened in them', async () => {
    const { code, last, text } = await simulate('--seeds', '1000');
    expect(text).not.toContain('void');
    expect(last).toMatchObject({
      seeds: 1_000,
      duplicates: 0,
      lost: 0,
      orderViolations: 0,
      wrongWrites: 0,
      unexpectedHolds: 0,
      failures: [],
    });
    expect(code).toBe(0);
  });

  it('catches every built-in wrong behaviour within 500 seeds', async () => {
    const { last } = await simulate('--mutants');
    const mutants = last['mutants'] as readonly {
      readonly name: string;
      readonly caughtAtSeed: number | null;
    }[];
    expect(mutants).toHaveLength(18);
    const missed = mutants.filter(({ caughtAtSeed }) => caughtAtSeed === null).map(({ name }) => name);
    expect(missed).toEqual([]);
  });

  it('fails, with the smallest plan, when a promise is broken', async () => {
    const { code, last, text } = await simulate('--seeds', '40', '--wrong', 'M12 a 5xx counts as not done');
    expect(code).toBe(1);
    expect(last['failures']).not.toEqual([]);
    expect(text).toContain('smallest plan');
  });

  it('reports the duplicates of a far side that commits later than it says, and has none where it acts once', async () => {
    const { code, last } = await simulate('--control', '--seeds', '50');
    expect(code).toBe(0);
    expect(last['control']).toMatchObject({ key: { duplicates: 0 }, reference: { duplicates: 0 } });
  });

  it('fails for the seed that always fails', async () => {
    const { code, last } = await simulate('--seeds', '1', '--from', String(ALARM_SEED));
    expect(code).toBe(1);
    expect(last['duplicates']).toBe(1);
  });

  it('goes the same way twice for twenty seeds', async () => {
    const [one, other] = [await simulate('--seeds', '20'), await simulate('--seeds', '20')];
    const without = ({ durationMs: _durationMs, ...rest }: Said['last']): object => rest;
    expect(without(other.last)).toEqual(without(one.last));
    expect(one.last['traces']).toHaveLength(20);
  });
});
