import { createPublicKey, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';
import { isSigned, parseLine, RememberedHeads } from './witness-line';

export function unusable(detail: string): GatewayError {
  return new GatewayError('GW_T304', detail);
}

export function codeOf(err: unknown): string {
  return (err as NodeJS.ErrnoException).code ?? 'unknown reason';
}

/**
 * Lines as they stand at a witness. One that a crash cut off is passed over when it is the last one; anywhere else a
 * line that is none, or that is not signed by us, means that somebody was at it.
 */
export class WitnessText {
  readonly heads = new RememberedHeads();
  readonly #publicKey: KeyObject;
  #number = 0;
  #suspicious: number | undefined;

  constructor(
    private readonly place: string,
    signer: KeyObject,
  ) {
    this.#publicKey = createPublicKey(signer);
  }

  /** @throws GatewayError `GW_T304` when the line before was tampered with */
  take(text: string): void {
    this.#number += 1;
    if (text === '') return;
    this.noneSuspicious();
    const line = parseLine(text);
    if (line !== undefined && isSigned(line, this.#publicKey)) this.heads.take(line);
    else this.#suspicious = this.#number;
  }

  /** For a place that writes lines whole or not at all: then a suspicious last line is none that was cut off. */
  noneSuspicious(): void {
    if (this.#suspicious !== undefined) throw unusable(`${this.place}:${this.#suspicious} was tampered with`);
  }
}
