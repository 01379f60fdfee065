import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

/**
 * Who will stop the server. A second process (the command line while the gateway runs) only joins: when it
 * leaves, the server stays. The owner's death leaves an orphan that the next start adopts.
 */
export function isOwnedByOther(folder: string): boolean {
  const owner = readOwner(folder);
  return owner !== undefined && owner.pid !== process.pid && isAlive(owner);
}

/** Becomes the owner unless another living process is. */
export function claim(folder: string): boolean {
  const file = join(folder, 'owner');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    while (!linked(draft, file)) {
      if (isOwnedByOther(folder)) return false;
      rmSync(file, { force: true }); // its owner is dead, or it is ourselves
    }
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file); // complete from the first moment, and only one can win
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw err;
  }
}

export function disown(folder: string): void {
  if (readOwner(folder)?.pid === process.pid) rmSync(join(folder, 'owner'), { force: true });
}

function readOwner(folder: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner'), 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
