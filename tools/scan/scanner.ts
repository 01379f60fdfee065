import { execFile } from 'node:child_process';

export type Severity = 'low' | 'medium' | 'high';

export interface Finding {
  readonly scanner: string;
  readonly severity: Severity;
  readonly what: string;
}

/** What one run of a scanner came to. `unfinished` says why nothing can be concluded from it. */
export interface ScanResult {
  readonly target: string;
  readonly findings: readonly Finding[];
  readonly unfinished?: string;
}

const LONGEST_RUN_MS = 30 * 60_000;

export function isInstalled(command: string): Promise<boolean> {
  return new Promise((resolve) => execFile(command, ['--version'], (problem) => resolve(problem === null)));
}

/** Everything a scanner printed, however it ended: what it says is judged, its exit code means little. */
export function outputOf(command: string, args: readonly string[], home: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { env: { ...process.env, HOME: home }, timeout: LONGEST_RUN_MS, maxBuffer: 256 * 1024 * 1024 },
      (_problem, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
    );
  });
}
