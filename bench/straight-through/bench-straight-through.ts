import { spawnSync } from 'node:child_process';

/**
 * Straight-through rates of the packs at realistic dirt, printed per pack with the causes and decisions. The run needs
 * what tests start (servers, far side, a gateway in the process), so it is a long test; this only starts it. True when
 * the rates are held.
 */
export async function benchStraightThrough(): Promise<boolean> {
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      'test/packs/straight-through.full.spec.ts',
      '--testRegex=\\.full\\.spec\\.ts$',
      '--maxWorkers=1',
    ],
    { stdio: 'inherit' },
  );
  return run.status === 0;
}
