import { type Digest128, digest128, positionOf } from '@kntc/domain';

export interface Held {
  readonly id: string;
  readonly digest: Digest128;
}

const DIGEST_BYTES = 16;
/** Sorts after every position. */
const BEHIND = 'g';

/** Records that never change, in the order of their positions: a range is a stretch of them. Answers as the contract says. */
export class HeldDigests {
  readonly #positions: readonly string[];
  readonly #inOrder: readonly Held[];
  readonly #bytes: Buffer;

  constructor(records: readonly Held[]) {
    const placed = records.map((held) => ({ position: positionOf(held.id), held }));
    const inOrder = placed.toSorted((one, other) => (one.position < other.position ? -1 : 1));
    this.#positions = inOrder.map(({ position }) => position);
    this.#inOrder = inOrder.map(({ held }) => held);
    this.#bytes = Buffer.alloc(DIGEST_BYTES * inOrder.length);
    for (const [at, { digest }] of this.#inOrder.entries())
      this.#bytes.write(digest, at * DIGEST_BYTES, 'base64url');
  }

  look(range: string, added: number): object {
    const [from, to] = [firstFrom(this.#positions, range), firstFrom(this.#positions, range + BEHIND)];
    return {
      TienTo: range,
      SoBanGhi: to - from,
      TomTat: this.#digest(from, to),
      Con: added === 0 ? [] : this.#parts(range.length, range.length + added, [from, to]),
      BanGhi: added === 0 ? this.#inOrder.slice(from, to).map(({ id, digest }) => [id, digest]) : [],
    };
  }

  #parts(begin: number, length: number, [from, to]: readonly [number, number]): readonly unknown[] {
    const parts: unknown[] = [];
    for (let at = from; at < to;) {
      const name = (this.#positions[at] ?? '').slice(0, length);
      const end = firstFrom(this.#positions, name + BEHIND);
      parts.push([name.slice(begin), end - at, this.#digest(at, end)]);
      at = end;
    }
    return parts;
  }

  #digest(from: number, to: number): Digest128 {
    return digest128(this.#bytes.subarray(from * DIGEST_BYTES, to * DIGEST_BYTES));
  }
}

/** Where the first text stands that is not before the one given. */
export function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
