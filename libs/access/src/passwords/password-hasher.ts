import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { normalisePassword } from '@kntc/domain';
import { SALT_BYTES } from './hash-password';
import type { HashingAnswer, HashingTask } from './protocol';

/** Chance, as many bytes as asked for; the machine's in production. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Hash of a password nobody has, with the parameters of real ones: an unknown login name costs the same time. The
 * random password behind it was thrown away.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$mA4DOArX/mG48xmC6j5TGg$Kekh0PBTWPH7SxKSeG9E5PcMxHBq5gfh3Xkf71f4toY';

interface Asked {
  readonly resolve: (answer: HashingAnswer) => void;
  readonly reject: (err: Error) => void;
}

/** Hashing passwords, whoever does it. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time for an account without a password (`undefined`) as for one with another. */
  verify(password: string, encoded: string | undefined): Promise<boolean>;
}

/**
 * Hashes in one thread of its own, one password after the other: sending goes on meanwhile, and at no time is there
 * memory taken for more than one. Starts with the first password; an idle one keeps no process alive.
 */
export class PasswordHasher implements Passwords {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #asked = new Map<number, Asked>();

  constructor(private readonly random: RandomBytes) {}

  async hash(password: string): Promise<string> {
    const salt = this.random(SALT_BYTES);
    const answer = await this.#ask({ kind: 'hash', password: normalisePassword(password), salt });
    return 'hash' in answer ? answer.hash : '';
  }

  async verify(password: string, encoded: string | undefined): Promise<boolean> {
    const answer = await this.#ask({
      kind: 'verify',
      password: normalisePassword(password),
      encoded: encoded ?? NOBODYS_HASH,
    });
    return 'fits' in answer && answer.fits && encoded !== undefined;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #ask(task: Unnumbered): Promise<HashingAnswer> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    worker.ref();
    try {
      const answer = await new Promise<HashingAnswer>((resolve, reject) => {
        this.#asked.set(id, { resolve, reject });
        worker.postMessage({ ...task, id } satisfies HashingTask, []);
      });
      if ('failed' in answer) throw new Error('a password could not be hashed');
      return answer;
    } finally {
      this.#asked.delete(id);
      if (this.#asked.size === 0) worker.unref();
    }
  }

  #start(): Worker {
    const worker = new Worker(join(__dirname, `hashing-thread${extname(__filename)}`), {
      execArgv: requires(process.execArgv),
    });
    worker.on('message', (answer: HashingAnswer) => this.#asked.get(answer.id)?.resolve(answer));
    worker.on('error', () => this.#ended());
    worker.on('exit', () => this.#ended());
    return worker;
  }

  /** Whoever waits learns that nothing comes; the next one gets a new thread. */
  #ended(): void {
    this.#worker = undefined;
    for (const { reject } of this.#asked.values()) reject(new Error('the hashing thread ended'));
  }
}

type Unnumbered = HashingTask extends infer Task
  ? Task extends HashingTask
    ? Omit<Task, 'id'>
    : never
  : never;

/** `-r module` of this process: all that a thread may take over (flags of the script engine it may not). */
function requires(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((word, index) => {
    const value = execArgv[index + 1];
    return ['-r', '--require'].includes(word) && value !== undefined ? ['-r', value] : [];
  });
}
