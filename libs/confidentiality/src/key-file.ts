import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { KEY_ID_BYTES, Keys } from './keys';

const FORMAT = 1;

/**
 * Reads the key file, or makes one. Losing it means that nothing sealed in the database opens ever again: it
 * belongs in the backup, apart from the database.
 *
 * Creation is atomic and never replaces a file: of two processes that start at once one creates and both use the
 * same keys, and after a crash there is a whole file or none.
 *
 * @throws GatewayError `GW_P401` when the file cannot be read or created, is no ordinary file, or others than its
 *   owner may read it; `GW_T303` when it is missing (and must not be created) or damaged. The detail names the file
 *   and the fault, never its content.
 */
export function loadKeyFile(path: string, options: { readonly createIfMissing: boolean }): Keys {
  const content = read(path) ?? (options.createIfMissing ? create(path) : undefined);
  if (content === undefined) throw new GatewayError('GW_T303', `${path} does not exist`);
  return parse(content, path);
}

function read(path: string): string | undefined {
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

/** Returns what the file holds afterwards: our keys, or those of a process that was quicker. */
function create(path: string): string | undefined {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(temporary, newKeys());
    // Not a rename: that would replace a file which another process created in this moment.
    linkSync(temporary, path);
  } catch (err) {
    if (codeOf(err) !== 'EEXIST') throw unusable(err, `${path} cannot be created`);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return read(path);
}

function newKeys(): string {
  const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
  const keys = {
    format: FORMAT,
    id: randomBytes(KEY_ID_BYTES).toString('hex'),
    sealingKey: base64(32),
    digestKey: base64(32),
  };
  return `${JSON.stringify(keys, undefined, 2)}\n`;
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

function parse(content: string, path: string): Keys {
  const file = parseObject(content);
  if (!file) throw new GatewayError('GW_T303', `${path} is damaged: not a JSON object`);
  if (file['format'] !== FORMAT) throw new GatewayError('GW_T303', `${path} has an unknown format`);
  try {
    return Keys.of({
      id: text(file, 'id'),
      sealingKey: fromBase64(text(file, 'sealingKey')),
      digestKey: fromBase64(text(file, 'digestKey')),
    });
  } catch (err) {
    const fault = err instanceof GatewayError ? err.detail : 'it cannot be read';
    throw new GatewayError('GW_T303', `${path} is damaged: ${fault}`);
  }
}

function parseObject(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The parser's message quotes the content, that is the keys: it goes no further.
    return undefined;
  }
}

function text(file: Record<string, unknown>, field: string): string {
  const value = file[field];
  if (typeof value !== 'string') throw new GatewayError('GW_T303', `${field} is missing`);
  return value;
}

/** Strict: `Buffer.from` skips what it does not understand, and a damaged key would become another key. */
function fromBase64(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) throw new GatewayError('GW_T303', 'a key is not base64');
  return bytes;
}

function unusable(err: unknown, detail: string): GatewayError {
  if (err instanceof GatewayError) return err;
  return new GatewayError('GW_P401', `${detail} (${codeOf(err) ?? 'unknown reason'})`);
}

function codeOf(err: unknown): string | undefined {
  const code = (err as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
