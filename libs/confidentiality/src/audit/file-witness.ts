import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { GatewayError, type AuditWitness, type ChainHead } from '@kntc/domain';

/** A line: what was remembered and the signature over it (Ed25519, base64), as JSON. */
type Line = ChainHead & { readonly at: string; readonly signature: string };

/**
 * {@link AuditWitness} in a file that only grows, best on another mount than the database: a signed line for every head,
 * on disk before the answer. A crash in the middle of a line leaves one that is cut off; it is passed over when it is the
 * last one and reported anywhere else.
 */
export class FileWitness implements AuditWitness {
  readonly #signer: KeyObject;

  constructor(
    private readonly path: string,
    signer: KeyObject,
  ) {
    this.#signer = signer;
  }

  /** Opens the file and writes nothing: what a later line takes is there. */
  ready(): Promise<void> {
    return this.#withFile(async () => undefined);
  }

  remember(head: ChainHead, at: string): Promise<void> {
    const signature = sign(null, signed(head, at), this.#signer).toString('base64');
    const line: Line = { seq: head.seq, hash: head.hash, at, signature };
    // A line cut off by a crash ends here; whatever was cut off is no longer mixed with what follows.
    return this.#withFile(async (file) => {
      await file.appendFile(`\n${JSON.stringify(line)}\n`);
      await file.sync();
    });
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    const heads = new Map<number, string>();
    const signer = createPublicKey(this.#signer);
    let number = 0;
    let suspicious: number | undefined;
    try {
      for await (const text of createInterface({ input: createReadStream(this.path), crlfDelay: Infinity })) {
        number += 1;
        if (text === '') continue;
        if (suspicious !== undefined) throw unusable(`${this.path}:${suspicious} was tampered with`);
        const line = lineOf(text);
        if (line === undefined || !isSigned(line, signer)) suspicious = number;
        // The first word counts: a second one comes from a database that was lost or put back, and verifying shows it.
        else if (!heads.has(line.seq)) heads.set(line.seq, line.hash);
      }
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return heads;
      throw err instanceof GatewayError ? err : unusable(`${this.path} cannot be read (${codeOf(err)})`);
    }
    return heads;
  }

  async #withFile(work: (file: FileHandle) => Promise<void>): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      const file = await open(this.path, 'a', 0o600);
      try {
        await work(file);
      } finally {
        await file.close();
      }
    } catch (err) {
      throw unusable(`${this.path} cannot be written (${codeOf(err)})`);
    }
  }
}

function signed({ seq, hash }: ChainHead, at: string): Buffer {
  return Buffer.from(`kntc audit\0${seq}\0${hash}\0${at}`);
}

function lineOf(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line>;
    const { seq, hash, at, signature } = line;
    return typeof seq === 'number' &&
      typeof hash === 'string' &&
      typeof at === 'string' &&
      typeof signature === 'string'
      ? { seq, hash, at, signature }
      : undefined;
  } catch {
    return undefined;
  }
}

function isSigned(line: Line, signer: KeyObject): boolean {
  return verify(null, signed(line, line.at), signer, Buffer.from(line.signature, 'base64'));
}

function unusable(detail: string): GatewayError {
  return new GatewayError('GW_T304', detail);
}

function codeOf(err: unknown): string {
  return (err as NodeJS.ErrnoException).code ?? 'unknown reason';
}
