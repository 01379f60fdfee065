import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RefusalCode } from '../refusals';

/** What the gateway keeps of a file it took in: which file, which lines, which keys. No other cell. */
export interface Manifest {
  /** Counts the files of a source. */
  readonly seq: number;
  readonly sha256: string;
  readonly name: string;
  /** ISO time. */
  readonly takenAt: string;
  /** Below the drop folder: where the file itself lies now. */
  readonly placed: string;
  /** Of the layout it was read with; another one means that it must be read again. */
  readonly shape: string;
  readonly sheet: string;
  readonly lines: readonly (readonly [line: number, key: string])[];
  readonly doubled: readonly string[];
  readonly keyless: readonly number[];
  /** Lines that look like data below the row at which reading stopped; absent where an older gateway took it in. */
  readonly below?: readonly number[];
  /** 1-based position by column name; absent where the file was taken in by an older gateway. */
  readonly positions?: Readonly<Record<string, number>>;
}

export type ManifestHead = Pick<Manifest, 'seq' | 'sha256' | 'name' | 'placed' | 'shape' | 'takenAt'>;

export interface NotedRefusal {
  readonly name: string;
  readonly code: RefusalCode;
  readonly detail: string;
}

const REFUSAL = 'last-refusal.json';

/**
 * The files a source took in, one small JSON file each below the data folder: what the account of keys counts, apart
 * from the gateway's tables. Written whole or not at all; a manifest changes only when the layout did.
 */
export class Manifests {
  #heads: ManifestHead[] | undefined;

  constructor(private readonly folder: string) {}

  /** In the order in which they were taken in. */
  async heads(): Promise<readonly ManifestHead[]> {
    if (this.#heads !== undefined) return this.#heads;
    await mkdir(this.folder, { recursive: true });
    const names = (await readdir(this.folder)).filter((name) => /^\d{6,}\.json$/.test(name)).toSorted();
    const heads: ManifestHead[] = [];
    for (const name of names) heads.push(headOf(await this.#read<Manifest>(name)));
    this.#heads = heads.toSorted((a, b) => a.seq - b.seq);
    return this.#heads;
  }

  load({ seq }: Pick<Manifest, 'seq'>): Promise<Manifest> {
    return this.#read(fileName(seq));
  }

  async save(manifest: Manifest): Promise<void> {
    const heads = [...(await this.heads())];
    await this.#write(fileName(manifest.seq), manifest);
    const others = heads.filter(({ seq }) => seq !== manifest.seq);
    this.#heads = [...others, headOf(manifest)].toSorted((a, b) => a.seq - b.seq);
  }

  async noteRefusal(refusal: NotedRefusal): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.#write(REFUSAL, refusal);
  }

  async lastRefusal(): Promise<NotedRefusal | undefined> {
    try {
      return await this.#read(REFUSAL);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw err;
    }
  }

  async #read<T>(name: string): Promise<T> {
    return JSON.parse(await readFile(join(this.folder, name), 'utf8')) as T;
  }

  async #write(name: string, content: unknown): Promise<void> {
    const path = join(this.folder, name);
    const fresh = `${path}.tmp`;
    await rm(fresh, { force: true });
    await writeFile(fresh, JSON.stringify(content), { flush: true });
    await rename(fresh, path);
  }
}

function fileName(seq: number): string {
  return `${String(seq).padStart(6, '0')}.json`;
}

function headOf({ seq, sha256, name, placed, shape, takenAt }: Manifest): ManifestHead {
  return { seq, sha256, name, placed, shape, takenAt };
}
