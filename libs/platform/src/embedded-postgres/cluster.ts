import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { clusterOf, type Placement } from './placement';

export const SUPERUSER = 'kntc';

/** Programs of PostgreSQL see nothing of our environment, secrets least of all. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

export interface InitOptions {
  readonly binaries: string;
  /** Skips waiting for the disk. For tests. */
  readonly fast: boolean;
}

/**
 * Creates the cluster unless it exists. Everything is made in a draft folder that is renamed at the end, so a kill
 * at any moment leaves either nothing or a complete cluster with its password.
 * @throws when `initdb` fails or the existing cluster needs other programs
 */
export function ensureCluster(placement: Placement, { binaries, fast }: InitOptions): void {
  const { folder } = placement;
  removeDrafts(folder);
  if (existsSync(clusterOf(folder))) return checkVersion(folder, binaries);
  const draft = `${folder}.draft-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  chmodSync(draft, 0o711); // the server account passes through, nobody else can list
  const password = randomBytes(24).toString('base64url');
  writeFileSync(join(draft, 'password'), password, { mode: 0o600 });
  initialise(draft, { placement, binaries, fast });
  moveIntoPlace(draft, folder);
}

/** Never removes anything that holds a cluster, whoever made it meanwhile. */
function moveIntoPlace(draft: string, folder: string): void {
  const aside = `${folder}.aside-${process.pid}`;
  if (existsSync(folder) && !existsSync(clusterOf(folder))) renameSync(folder, aside); // leftovers: port, log
  if (existsSync(clusterOf(aside))) renameSync(aside, folder);
  try {
    renameSync(draft, folder);
  } catch (err) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(clusterOf(folder))) throw err; // otherwise another start was quicker: use its cluster
  }
  if (!existsSync(clusterOf(aside))) rmSync(aside, { recursive: true, force: true });
}

/** @throws with a plain sentence when the file is unreadable for this account */
export function readPassword(folder: string): string {
  try {
    return readFileSync(join(folder, 'password'), 'utf8').trim();
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    throw new Error(
      `cannot read ${join(folder, 'password')} (${code}): run as the account that made ${folder}`,
      {
        cause: err,
      },
    );
  }
}

function initialise(
  draft: string,
  { placement, binaries, fast }: InitOptions & { placement: Placement },
): void {
  const { account } = placement;
  const cluster = clusterOf(draft);
  const passwordForInit = join(draft, 'initdb-password');
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordForInit, readPassword(draft), { mode: 0o600 });
  if (account.switched)
    for (const path of [cluster, passwordForInit]) chownSync(path, account.uid, account.gid);
  const options = ['--username', SUPERUSER, '--auth', 'scram-sha-256', '--pwfile', passwordForInit];
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions', ...(fast ? ['--no-sync'] : [])];
  const run = spawnSync(join(binaries, 'initdb'), ['-D', cluster, ...options, ...locale], {
    ...(account.switched ? { uid: account.uid, gid: account.gid } : {}),
    cwd: cluster,
    env: SERVER_ENVIRONMENT,
    encoding: 'utf8',
  });
  rmSync(passwordForInit, { force: true });
  if (run.status === 0) return;
  rmSync(draft, { recursive: true, force: true });
  throw new Error(`initdb failed: ${run.error?.message ?? run.stderr.trim()}`);
}

function checkVersion(folder: string, binaries: string): void {
  const cluster = readFileSync(join(clusterOf(folder), 'PG_VERSION'), 'utf8').trim();
  const { stdout } = spawnSync(join(binaries, 'postgres'), ['--version'], {
    env: SERVER_ENVIRONMENT,
    encoding: 'utf8',
  });
  const program = /\d+/.exec(stdout)?.[0];
  if (program === cluster) return;
  throw new Error(
    `${folder} was made by PostgreSQL ${cluster}, the programs are ${program}: change EMBEDDED_PG or KNTC_DATA_DIR`,
  );
}

/** Drafts of killed starts. A draft whose maker still lives is left alone. */
function removeDrafts(folder: string): void {
  const prefix = `${basename(folder)}.draft-`;
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(prefix) || livesStill(Number(name.slice(prefix.length)))) continue;
    removeQuietly(join(dirname(folder), name));
  }
}

/** The `initdb` of a killed start may still be writing there: then the next start removes the rest. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw err;
  }
}

function livesStill(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'EPERM';
  }
}
