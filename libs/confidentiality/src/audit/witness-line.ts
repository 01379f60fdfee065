import { sign, verify, type KeyObject } from 'node:crypto';
import type { ChainHead } from '@kntc/domain';

/** A line of a witness, as JSON: what was remembered, when, and the signature over it (Ed25519, base64). */
export interface WitnessLine extends ChainHead {
  readonly at: string;
  /** Given: from here on nothing counts that was remembered before about numbers above this one. */
  readonly restart?: number | undefined;
  readonly signature: string;
}

export type SaidByLine = Omit<WitnessLine, 'signature'>;

export function signedLine(said: SaidByLine, signer: KeyObject): WitnessLine {
  return { ...said, signature: sign(null, payload(said), signer).toString('base64') };
}

export function isSigned(line: WitnessLine, publicKey: KeyObject): boolean {
  return verify(null, payload(line), publicKey, Buffer.from(line.signature, 'base64'));
}

/** The line a text holds, if it is one; whether it is signed is another question. */
export function parseLine(text: string): WitnessLine | undefined {
  try {
    const { seq, hash, at, restart, signature } = JSON.parse(text) as Partial<WitnessLine>;
    const isLine =
      isNumber(seq) &&
      typeof hash === 'string' &&
      /^[0-9a-f]{64}$/.test(hash) &&
      typeof at === 'string' &&
      typeof signature === 'string' &&
      (restart === undefined || isNumber(restart));
    if (!isLine) return undefined;
    return { seq, hash, at, signature, ...(restart !== undefined && { restart }) };
  } catch {
    return undefined;
  }
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function payload({ seq, hash, at, restart }: SaidByLine): Buffer {
  const more = restart === undefined ? '' : `\0restart\0${restart}`;
  return Buffer.from(`kntc audit\0${seq}\0${hash}\0${at}${more}`);
}

/** What counts of lines in the order in which they were written. */
export class RememberedHeads {
  readonly #hashes = new Map<number, string>();
  #newest: ChainHead | undefined;

  get hashes(): ReadonlyMap<number, string> {
    return this.#hashes;
  }

  get newest(): ChainHead | undefined {
    return this.#newest;
  }

  take({ seq, hash, restart }: SaidByLine): void {
    if (restart !== undefined) this.#forgetAbove(restart);
    // The first word counts: a second one comes from a database that was lost or put back, and verifying shows it.
    if (!this.#hashes.has(seq)) this.#hashes.set(seq, hash);
    if (restart !== undefined || seq > (this.#newest?.seq ?? 0)) this.#newest = { seq, hash };
  }

  #forgetAbove(agreed: number): void {
    for (const seq of this.#hashes.keys()) if (seq > agreed) this.#hashes.delete(seq);
    this.#newest = undefined;
  }
}
