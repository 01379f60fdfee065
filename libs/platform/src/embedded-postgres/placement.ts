import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { canReach, serverAccount, type ServerAccount } from './server-account';

/** Where everything of one embedded server lives. */
export interface Placement {
  /** Holds `cluster/` (PostgreSQL's own), `password`, `port`, `owner` and `server.log`. */
  readonly folder: string;
  readonly account: ServerAccount;
  /** Set when the wanted folder cannot be entered by the server account. */
  readonly relocatedTo?: string;
}

/**
 * Decides where the database lives. Below a folder that only root may enter, PostgreSQL (which never runs as
 * root) could not reach its own files: then everything moves to `/var/tmp/kntc-<hash>`, one per repository.
 */
export function place(dataDir: string): Placement {
  const wanted = resolve(dataDir);
  mkdirSync(dirname(wanted), { recursive: true });
  const base = isBelow(wanted, process.cwd()) ? process.cwd() : dirname(wanted);
  const sheltered = join(shelterOf(base), relative(base, wanted).replaceAll(sep, '-'));
  const account = serverAccount(clusterOf(wanted));
  const movedEarlier =
    isOurs(shelterOf(base)) && existsSync(clusterOf(sheltered)) && !existsSync(clusterOf(wanted));
  if (canReach(account, clusterOf(wanted)) && !movedEarlier) return { folder: wanted, account };
  openShelter(base);
  return { folder: sheltered, account: serverAccount(clusterOf(sheltered)), relocatedTo: sheltered };
}

export function clusterOf(folder: string): string {
  return join(folder, 'cluster');
}

/**
 * The folder outside the repository that every account can pass through. `/var/tmp` is everybody's: a folder that
 * somebody else prepared under our name is not used.
 * @throws when it belongs to somebody else
 */
export function openShelter(base: string): string {
  const path = shelterOf(base);
  mkdirSync(path, { recursive: true, mode: 0o711 });
  if (!isOurs(path)) {
    throw new Error(`${path} belongs to somebody else; remove it or set KNTC_DATA_DIR to another folder`);
  }
  if ((lstatSync(path).mode & 0o777) !== 0o711) chmodSync(path, 0o711);
  return path;
}

function shelterOf(base: string): string {
  const hash = createHash('sha256').update(realpathSync(base)).digest('hex').slice(0, 12);
  return `/var/tmp/kntc-${hash}`;
}

function isOurs(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === (process.getuid?.() ?? stat.uid);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}
