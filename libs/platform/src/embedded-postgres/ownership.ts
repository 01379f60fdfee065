import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
  while (!create(file)) {
    if (isOwnedByOther(folder)) return false;
    rmSync(file, { force: true }); // its owner is dead, or it is ourselves
  }
  return true;
}

export function disown(folder: string): void {
  if (readOwner(folder)?.pid === process.pid) rmSync(join(folder, 'owner'), { force: true });
}

/** Runs starts on the same folder one after the other, over all processes. A killed one holds nobody up. */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = `${folder}.starting`;
  while (!create(file)) {
    const holder = read(file);
    if (holder && isAlive(holder)) await wait(50);
    else if (holder) removeDead(file);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Of several that found the same dead holder, one may meanwhile have taken the lock: that one stays. */
function removeDead(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else removed it
  }
  const moved = read(aside);
  if (moved && isAlive(moved)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** Makes the file with our identity; complete from the first moment, and only one of many succeeds. */
function create(file: string): boolean {
  const draft = `${file}.new-${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    linkSync(draft, file);
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw err;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readOwner(folder: string): ProcessIdentity | undefined {
  return read(join(folder, 'owner'));
}

function read(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
