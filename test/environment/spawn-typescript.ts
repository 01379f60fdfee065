import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const HOOK = join(__dirname, 'typescript-hook.cjs');

/**
 * Runs TypeScript of ours in a process of its own, for tests that kill it. Standard output is a pipe, errors are
 * shown.
 * @param code CommonJS; may `require` our files by absolute path
 */
export function spawnTypescript(code: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, ['-r', HOOK, '-e', code], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
