import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account PostgreSQL runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
  /** Set when it is not the account of this process: PostgreSQL refuses to run as root. */
  readonly switched: boolean;
}

/**
 * Ordinary users run the server as themselves. Root lends it to the owner of the existing cluster, else to
 * `postgres`, else to `nobody` (a number unknown to the system is refused by PostgreSQL).
 * @throws when no such account exists
 */
export function serverAccount(cluster: string): ServerAccount {
  const self = process.getuid?.() ?? -1;
  if (self !== 0) return { uid: self, gid: process.getgid?.() ?? -1, switched: false };
  const owner = ownerOf(cluster);
  if (owner && owner.uid !== 0) return { ...owner, switched: true };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody']
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find(Boolean);
  if (!found)
    throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody');
  return { uid: Number(found[2]), gid: Number(found[3]), switched: true };
}

/** Whether the account can pass through every folder above `path` (which itself need not exist). */
export function canReach(account: ServerAccount, path: string): boolean {
  if (!account.switched) return true;
  return foldersAbove(path).every((folder) => allows(account, folder, 0o1));
}

/** Whether the account can read (and, for folders and programs, enter or run) this existing path. */
export function canUse(account: ServerAccount, path: string): boolean {
  if (!account.switched) return true;
  const needsRun = (lstatSync(path).mode & 0o111) !== 0 || statSync(path).isDirectory();
  return canReach(account, path) && allows(account, path, needsRun ? 0o5 : 0o4);
}

function allows(account: ServerAccount, path: string, bits: number): boolean {
  const { uid, gid, mode } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

function foldersAbove(path: string): string[] {
  const above: string[] = [];
  let folder = dirname(path);
  while (!exists(folder)) folder = dirname(folder);
  for (folder = realpathSync(folder); ; folder = dirname(folder)) {
    above.push(folder);
    if (dirname(folder) === folder) return above;
  }
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  if (!exists(path)) return undefined;
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
