import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another living simulator owns the data directory. */
export class DataDirectoryInUse extends Error {}

/**
 * Makes this process the only simulator on a data directory; answers a function that gives it back.
 * The lock of a process that no longer lives (kill -9, power loss) is taken over.
 * @throws DataDirectoryInUse
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryCreate(path)) return () => releaseOwn(path);
    const owner = Number(readOrEmpty(path).trim());
    if (owner !== process.pid && isAlive(owner)) throw new DataDirectoryInUse(`${directory} (pid ${owner})`);
    rmSync(path, { force: true });
  }
  throw new DataDirectoryInUse(directory);
}

function tryCreate(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw err;
  }
}

function releaseOwn(path: string): void {
  if (Number(readOrEmpty(path).trim()) === process.pid) rmSync(path, { force: true });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'EPERM';
  }
}
