import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { identify, type ProcessIdentity } from './process-identity';

/** What a running server writes about itself into its cluster. */
export interface Postmaster {
  readonly process: ProcessIdentity;
  readonly port: number;
}

/** The server that runs on this cluster, if any. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readLines(cluster);
  const process = identify(Number(lines[0] || Number.NaN));
  if (!process || !isServerOf(process.pid, cluster)) return undefined;
  return { process, port: Number(lines[3] ?? 0) };
}

/**
 * After a kill -9 or a power cut the file stays, and its number may belong to another program by now: PostgreSQL
 * would refuse to start. A file that is still empty belongs to a server starting this very moment, unless it is old.
 */
export function clearStalePostmaster(cluster: string): void {
  const file = fileOf(cluster);
  const written = statSync(file, { throwIfNoEntry: false });
  if (!written || findPostmaster(cluster)) return;
  const isYoung = Date.now() - written.mtimeMs < 60_000;
  if (written.size === 0 && isYoung) return;
  rmSync(file, { force: true });
}

function readLines(cluster: string): string[] {
  try {
    return readFileSync(fileOf(cluster), 'utf8').split('\n');
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw err;
  }
}

const fileOf = (cluster: string): string => join(cluster, 'postmaster.pid');

function isServerOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)])
      .toString()
      .includes(cluster);
  } catch {
    return false; // just ended, or a process of another account: not ours
  }
}
