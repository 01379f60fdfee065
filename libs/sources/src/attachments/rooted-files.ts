import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type AttachmentFiles, BodyProblem, type FileReference, GatewayError } from '@kntc/domain';

/** What stands at a path. */
export type Inspected =
  | { readonly kind: 'file'; readonly reference: FileReference }
  | { readonly kind: 'missing' | 'not-allowed' | 'too-large' };

export interface Inspection {
  readonly maxBytes: number;
  /** What was found there before: with the same size and time of change it is not read again. */
  readonly known?: FileReference | undefined;
}

const CHUNK = 192 * 1024;

/**
 * Files below the roots that the source files name, and nowhere else: no way out by `..`, an absolute path or a
 * symbolic link. A root is a folder or the name of an environment variable that holds one. A root that is not there
 * (a share that is not mounted) is a failure of the source, never a missing file.
 */
export class RootedFiles implements AttachmentFiles {
  readonly #roots: Set<string>;

  /** @param roots as the source files name them */
  constructor(
    roots: Iterable<string>,
    private readonly variables: Readonly<Record<string, string | undefined>>,
  ) {
    this.#roots = new Set(roots);
  }

  alsoBelow(roots: Iterable<string>): void {
    for (const root of roots) this.#roots.add(root);
  }

  /** Looks at a file and takes its hash. Throws `GatewayError` `GW_S101` when the root cannot be reached. */
  async inspect(root: string, path: string, { maxBytes, known }: Inspection): Promise<Inspected> {
    const place = await this.#place(root, path);
    if (typeof place === 'string') return { kind: place };
    const file = await openFile(place.real);
    if (typeof file === 'string') return { kind: file };
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return { kind: 'not-allowed' };
      if (stat.size > maxBytes) return { kind: 'too-large' };
      const same = { root, path: place.path, size: stat.size, modifiedMs: Math.trunc(stat.mtimeMs) };
      const isKnown = known !== undefined && known.size === same.size && known.modifiedMs === same.modifiedMs;
      return { kind: 'file', reference: { ...same, sha256: isKnown ? known.sha256 : await hashOf(file) } };
    } finally {
      await file.close();
    }
  }

  async *read(reference: FileReference): AsyncIterable<Uint8Array> {
    const place = await this.#place(reference.root, reference.path);
    if (typeof place === 'string') throw new BodyProblem('ATTACHMENT_CHANGED', place);
    const file = await openFile(place.real);
    if (typeof file === 'string') throw new BodyProblem('ATTACHMENT_CHANGED', file);
    try {
      yield* unchanged(file, reference);
    } finally {
      await file.close();
    }
  }

  async #place(
    root: string,
    path: string,
  ): Promise<{ readonly real: string; readonly path: string } | 'missing' | 'not-allowed'> {
    if (!this.#roots.has(root)) return 'not-allowed';
    const folder = await this.#folder(root);
    const wanted = path.trim().replaceAll('\\', '/');
    if (wanted === '' || wanted.includes('\0') || wanted.split('/').includes('..')) return 'not-allowed';
    const inside = relativeTo(folder, isAbsolute(wanted) ? wanted : resolve(folder, wanted));
    if (inside === undefined) return 'not-allowed';
    const real = await realpath(resolve(folder, inside)).catch(() => undefined);
    if (real === undefined) return 'missing';
    return relativeTo(folder, real) === undefined ? 'not-allowed' : { real, path: inside };
  }

  async #folder(root: string): Promise<string> {
    const named = isVariableName(root) ? this.variables[root] : root;
    const folder =
      named === undefined || named === '' ? undefined : await realpath(named).catch(() => undefined);
    if (folder === undefined)
      throw new GatewayError('GW_S101', `attachments: the folder ${root} cannot be reached`);
    return folder;
  }
}

/** `DON_THU_DIR` names a variable, `/srv/don-thu` and `du-lieu` are folders. */
export function isVariableName(root: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(root);
}

/** Path below a folder with `/`, or `undefined` when it is the folder itself or lies outside. */
function relativeTo(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  const isOutside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return isOutside ? undefined : inside.split(sep).join('/');
}

/** The real path has no link in it: one that has come in meanwhile is not followed. Pipes and devices do not block. */
async function openFile(real: string): Promise<FileHandle | 'missing' | 'not-allowed'> {
  try {
    return await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'not-allowed';
  }
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** The last piece is given only when everything is as it was: what is sent whole is what was checked. */
async function* unchanged(file: FileHandle, { size, sha256 }: FileReference): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let read = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of chunksOf(file)) {
    if (held !== undefined) yield held;
    hash.update(chunk);
    read += chunk.length;
    held = chunk;
    if (read > size) break;
  }
  if (read !== size || hash.digest('hex') !== sha256) throw new BodyProblem('ATTACHMENT_CHANGED', 'changed');
  if (held !== undefined) yield held;
}

async function* chunksOf(file: FileHandle): AsyncIterable<Uint8Array> {
  for (let at = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}
