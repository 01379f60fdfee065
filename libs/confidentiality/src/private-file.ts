import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { GatewayError } from '@kntc/domain';

/**
 * Files with secrets: read only where nobody but the owner may, made and replaced whole or not at all.
 * @returns `undefined` when there is none
 * @throws GatewayError `GW_P401` when it cannot be read, is no ordinary file, or others than its owner may read it
 */
export function readPrivateFile(path: string): string | undefined {
  let file: number;
  try {
    // Looked at before it is opened: opening a pipe would wait for somebody to write.
    if (!statSync(path).isFile()) throw new GatewayError('GW_P401', `${path} is not an ordinary file`);
    file = openSync(path, 'r');
  } catch (err) {
    if (codeOf(err) === 'ENOENT') return undefined;
    throw unusable(err, `${path} cannot be opened`);
  }
  try {
    const mode = fstatSync(file).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new GatewayError(
        'GW_P401',
        `${path} may be read by others (mode ${mode.toString(8)}); use chmod 600`,
      );
    }
    return readFileSync(file, 'utf8');
  } catch (err) {
    throw unusable(err, `${path} cannot be read`);
  } finally {
    closeSync(file);
  }
}

/**
 * Puts another content in the place of that of a file: afterwards it holds the one or the other, whole, whatever happens.
 * Owner and mode stay, so that a gateway which runs under an account of its own reads what an administrator wrote.
 * @throws GatewayError `GW_P401` when it cannot be written
 */
export function replacePrivateFile(path: string, content: string): void {
  // A link stays one: what it points to is replaced.
  const target = realpathSync(path);
  const temporary = temporaryOf(target);
  try {
    const { uid, gid } = statSync(target);
    writeDurably(temporary, content);
    const isMine = uid === process.getuid?.() && gid === process.getgid?.();
    if (!isMine) chownSync(temporary, uid, gid);
    renameSync(temporary, target);
  } catch (err) {
    throw unusable(err, `${path} cannot be replaced`);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(target));
}

function temporaryOf(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
}

/**
 * Returns what the file holds afterwards: our content, or that of a process that was quicker.
 * @throws GatewayError `GW_P401` when it cannot be made
 */
export function createPrivateFile(path: string, content: string): string | undefined {
  const temporary = temporaryOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(temporary, content);
    // Not a rename: that would replace a file which another process created in this moment.
    linkSync(temporary, path);
  } catch (err) {
    if (codeOf(err) !== 'EEXIST') throw unusable(err, `${path} cannot be created`);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return readPrivateFile(path);
}

function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    fchmodSync(file, 0o600);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The name of a new file is durable only when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function unusable(err: unknown, detail: string): GatewayError {
  if (err instanceof GatewayError) return err;
  return new GatewayError('GW_P401', `${detail} (${codeOf(err) ?? 'unknown reason'})`);
}

function codeOf(err: unknown): string | undefined {
  const code = (err as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
