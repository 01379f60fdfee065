import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { GatewayError, type AuditWitness, type ChainHead } from '@kntc/domain';
import { signedLine, type SaidByLine } from './witness-line';
import { codeOf, unusable, WitnessText } from './witness-text';

/** Enough for some hundred lines: two processes that tell their heads in the other order are never further apart. */
const TAIL_BYTES = 65_536;

/**
 * {@link AuditWitness} in a file that only grows, best on another mount than the database: a signed line for every head,
 * on disk before the answer. A crash in the middle of a line leaves one that is cut off; it is passed over when it is the
 * last one and reported anywhere else.
 */
export class FileWitness implements AuditWitness {
  readonly isReadable = true;
  readonly #signer: KeyObject;

  constructor(
    readonly place: string,
    signer: KeyObject,
  ) {
    this.#signer = signer;
  }

  /** Opens the file and writes nothing: what a later line takes is there. */
  ready(): Promise<void> {
    return this.#withFile(async () => undefined);
  }

  remember(head: ChainHead, at: string): Promise<void> {
    return this.#write({ ...head, at });
  }

  restart(head: ChainHead, agreed: number, at: string): Promise<void> {
    return this.#write({ ...head, at, restart: agreed });
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    const text = new WitnessText(this.place, this.#signer);
    await this.#reading(async () => {
      const lines = createInterface({ input: createReadStream(this.place), crlfDelay: Infinity });
      for await (const line of lines) text.take(line);
    });
    return text.heads.hashes;
  }

  async newest(): Promise<ChainHead | undefined> {
    const text = new WitnessText(this.place, this.#signer);
    await this.#reading(async () => {
      for (const line of await readTail(this.place)) text.take(line);
    });
    return text.heads.newest;
  }

  #write({ seq, hash, at, restart }: SaidByLine): Promise<void> {
    const said = { seq, hash, at, ...(restart !== undefined && { restart }) };
    // A line cut off by a crash ends here; whatever was cut off is no longer mixed with what follows.
    return this.#withFile(async (file) => {
      await file.appendFile(`\n${JSON.stringify(signedLine(said, this.#signer))}\n`);
      await file.sync();
    });
  }

  async #reading(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw err instanceof GatewayError ? err : unusable(`${this.place} cannot be read (${codeOf(err)})`);
    }
  }

  async #withFile(work: (file: FileHandle) => Promise<void>): Promise<void> {
    try {
      await mkdir(dirname(this.place), { recursive: true, mode: 0o700 });
      const file = await open(this.place, 'a', 0o600);
      try {
        await work(file);
      } finally {
        await file.close();
      }
    } catch (err) {
      throw unusable(`${this.place} cannot be written (${codeOf(err)})`);
    }
  }
}

/** The last whole lines of a file. */
async function readTail(path: string): Promise<readonly string[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.subarray(0, bytesRead).toString().split('\n');
    return from === 0 ? lines : lines.slice(1);
  } finally {
    await file.close();
  }
}
