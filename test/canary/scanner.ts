import type { Canary, Owner } from './canaries';
import { writings } from './encodings';
import { unpacked, type Piece } from './unpack';

export type { Piece };

/** A place where no person's data may stand, or at most that of complainants. */
export interface Sink {
  readonly name: string;
  /** Whose data must not stand here. */
  readonly mustNotHold: readonly Owner[];
  readonly pieces: readonly Piece[];
  /** What may stand in a piece all the same: the data of whoever it is for. */
  readonly permits?: ((where: string, canary: Canary) => boolean) | undefined;
}

export interface Hit {
  readonly sink: string;
  readonly where: string;
  readonly petition: string;
  readonly field: string;
  readonly encoding: string;
}

interface Needle {
  readonly bytes: Buffer;
  readonly encoding: string;
  readonly canary: Canary;
}

/** Shorter ones would stand in random bytes by chance. */
const SHORTEST = 6;
const FILTER_BITS = 22;

/**
 * Finds every writing of every canary in one pass: the first four bytes are looked up in a small filter, the first
 * six in a table, and only then whole needles are compared.
 */
export class Scanner {
  readonly #filter = new Uint8Array(1 << FILTER_BITS);
  readonly #needles = new Map<number, Needle[]>();
  readonly #encodings = new Set<string>();
  #count = 0;

  constructor(
    canaries: readonly Canary[],
    private readonly isCommon: (part: string) => boolean = () => false,
  ) {
    this.learn(canaries);
  }

  /** Looks for more; what it knew it still looks for. */
  learn(canaries: readonly Canary[]): void {
    for (const canary of canaries) {
      const parts = canary.parts.filter((part) => !this.isCommon(part));
      for (const text of new Set([canary.value, ...parts])) this.#learn(canary, text);
    }
  }

  get needles(): number {
    return this.#count;
  }

  get encodings(): number {
    return this.#encodings.size;
  }

  scan(sinks: readonly Sink[]): readonly Hit[] {
    return sinks.flatMap((sink) =>
      sink.pieces.flatMap((piece) => unpacked(piece).flatMap((one) => this.#scanPiece(sink, one))),
    );
  }

  #learn(canary: Canary, text: string): void {
    for (const { encoding, bytes } of writings(text)) {
      if (bytes.length < SHORTEST) continue;
      this.#filter[filterKey(bytes, 0)] = 1;
      const key = tableKey(bytes, 0);
      const bucket = this.#needles.get(key) ?? [];
      if (bucket.length === 0) this.#needles.set(key, bucket);
      bucket.push({ bytes, encoding, canary });
      this.#encodings.add(encoding);
      this.#count += 1;
    }
  }

  #scanPiece({ name, mustNotHold, permits }: Sink, { where, bytes }: Piece): readonly Hit[] {
    const hits = new Map<string, Hit>();
    for (let at = 0; at <= bytes.length - SHORTEST; at += 1) {
      if (this.#filter[filterKey(bytes, at)] === 0) continue;
      for (const needle of this.#needles.get(tableKey(bytes, at)) ?? []) {
        const { canary, encoding } = needle;
        if (!mustNotHold.includes(canary.owner) || !standsAt(bytes, at, needle.bytes)) continue;
        if (permits?.(where, canary) === true) continue;
        const hit = { sink: name, where, petition: canary.petition, field: canary.field, encoding };
        hits.set(JSON.stringify(hit), hit);
      }
    }
    return [...hits.values()];
  }
}

function filterKey(bytes: Buffer, at: number): number {
  const first = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  return Math.imul(first ^ ((bytes[at + 3] ?? 0) << 24), 0x9e3779b1) >>> (32 - FILTER_BITS);
}

function tableKey(bytes: Buffer, at: number): number {
  return bytes.readUIntLE(at, SHORTEST);
}

function standsAt(bytes: Buffer, at: number, needle: Buffer): boolean {
  return bytes.compare(needle, 0, needle.length, at, Math.min(at + needle.length, bytes.length)) === 0;
}
