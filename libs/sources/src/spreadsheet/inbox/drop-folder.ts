import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError, type Clock } from '@kntc/domain';

/** What must stand still for a file to count as complete. */
export interface FileIdentity {
  readonly size: number;
  readonly modifiedMs: number;
  readonly changedMs: number;
  readonly inode: number;
}

export interface DroppedFile {
  readonly name: string;
  readonly path: string;
  readonly identity: FileIdentity;
}

/** Between the two looks at a file: longer than any copy goes without writing. */
const SETTLE_MS = 2_000;
/** Files looked at between two breaths; a folder with 50,000 of them must not hold anybody up. */
const STATS_AT_ONCE = 200;
/** How long an order of files stays good before the folder is listed anew. */
const LIST_EVERY_MS = 30_000;

const TEMPORARY = /^([.~]|\$)|\.(tmp|part|crdownload|filepart)$/i;
/** Taken up even when `accept` does not name them, to be refused with a reason instead of lying there unseen. */
const SHEET_LIKE = /\.(xlsx|xlsm|xltm|xlsb|xls|ods|csv|tsv)$/i;

/**
 * The folder into which files are dropped. A file is handed out only when two looks at it saw the same, so a copy
 * that is still being written is left alone. Oldest first, by the time in the file.
 */
export class DropFolder {
  #waiting: DroppedFile[] = [];
  #listedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly path: string,
    private readonly accept: readonly string[],
    private readonly clock: Clock,
  ) {}

  /** The next complete file, `undefined` when there is none now. @throws GatewayError GW_S108 */
  async next(): Promise<DroppedFile | undefined> {
    const nowMs = this.clock.monotonicMs();
    if (this.#waiting.length === 0 || nowMs - this.#listedAtMs > LIST_EVERY_MS) await this.#list();
    for (;;) {
      const file = this.#waiting.shift();
      if (file === undefined) return undefined;
      const settledInMs = this.#listedAtMs + SETTLE_MS - this.clock.monotonicMs();
      if (settledInMs > 0) await this.clock.sleep(settledInMs);
      const now = await this.#look(file.name);
      if (now !== undefined && sameIdentity(now.identity, file.identity)) return now;
    }
  }

  /** Whether the name is one that `accept` asks for. */
  accepts(name: string): boolean {
    return this.accept.some((pattern) => patternOf(pattern).test(name)) && !name.endsWith('.ket-qua.xlsx');
  }

  /** Names of the files that lie there, in no order. @throws GatewayError GW_S108 */
  async names(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.path);
      return names.filter((name) => !TEMPORARY.test(name) && (this.accepts(name) || SHEET_LIKE.test(name)));
    } catch (err) {
      throw new GatewayError('GW_S108', `${this.path}: ${(err as NodeJS.ErrnoException).code ?? ''}`, {
        cause: err,
      });
    }
  }

  async #list(): Promise<void> {
    const names = await this.names();
    this.#listedAtMs = this.clock.monotonicMs();
    const found: DroppedFile[] = [];
    for (let from = 0; from < names.length; from += STATS_AT_ONCE) {
      const looks = names.slice(from, from + STATS_AT_ONCE).map((name) => this.#look(name));
      found.push(...(await Promise.all(looks)).filter((file) => file !== undefined));
    }
    this.#waiting = found.toSorted(
      (a, b) => a.identity.modifiedMs - b.identity.modifiedMs || (a.name < b.name ? -1 : 1),
    );
  }

  /** Links are not followed: they could lead anywhere. */
  async #look(name: string): Promise<DroppedFile | undefined> {
    const path = join(this.path, name);
    const identity = await identityOf(path);
    return identity === undefined ? undefined : { name, path, identity };
  }
}

/** `undefined` when nothing, or nothing but a plain file, is there. */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  try {
    const { size, mtimeMs, ctimeMs, ino, isFile } = await describe(path);
    return isFile ? { size, modifiedMs: mtimeMs, changedMs: ctimeMs, inode: ino } : undefined;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw err;
  }
}

async function describe(path: string) {
  const stats = await lstat(path);
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { size, mtimeMs, ctimeMs, ino, isFile: stats.isFile() };
}

export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.size === b.size && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs && a.inode === b.inode
  );
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'iu');
}
