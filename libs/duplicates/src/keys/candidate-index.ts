import { hash32 } from '../text/terms';
import { KEY_LIMITS, type BlockingKey, type KeyKind } from './blocking-keys';

/** Petitions that are compared with one petition at most, those with the rarest common keys first. */
export const MOST_CANDIDATES = 60;
/** Of a block beyond its limit, so many of the newest are still looked at: a chain of equal texts stays connected. */
const NEWEST_OF_LARGE = 12;

const KINDS = Object.keys(KEY_LIMITS) as readonly KeyKind[];
const KIND_NUMBERS: ReadonlyMap<string, number> = new Map(KINDS.map((kind, at) => [kind, at]));
const FIRST_CAPACITY = 4_096;

/**
 * Finds who may be a duplicate of whom among petitions in memory. Bounded: a petition costs at most keys × limit, however
 * many petitions are alike. All are added in order, then each finds only earlier ones, so that every pair comes once.
 * A key takes some thirty bytes: two hundred thousand petitions have three and a half million.
 */
export class CandidateIndex {
  #hashes = new Float64Array(FIRST_CAPACITY);
  #kinds = new Uint8Array(FIRST_CAPACITY);
  /** Petition of each key, in the order in which they were added. */
  #owners = new Uint32Array(FIRST_CAPACITY);
  #size = 0;
  /** First key of each petition. */
  readonly #starts: number[] = [];
  #sorted: Sorted | undefined;
  readonly #large = new Map<number, Set<number>>();

  /** Adds the next petition. */
  add(keys: readonly BlockingKey[]): void {
    const position = this.#starts.length;
    this.#starts.push(this.#size);
    for (const key of keys) {
      if (this.#size === this.#hashes.length) this.#grow();
      this.#hashes[this.#size] = hash53(key);
      this.#kinds[this.#size] = KIND_NUMBERS.get(key.slice(0, key.indexOf('|'))) ?? 0;
      this.#owners[this.#size] = position;
      this.#size += 1;
    }
    this.#sorted = undefined;
  }

  /** Earlier petitions with a common key, best first. */
  earlierThan(position: number): readonly number[] {
    const scores = new Map<number, number>();
    const end = this.#starts[position + 1] ?? this.#size;
    for (let key = this.#starts[position] ?? end; key < end; key += 1) this.#score(key, scores);
    return [...scores]
      .toSorted(([one, left], [other, right]) => right - left || one - other)
      .slice(0, MOST_CANDIDATES)
      .map(([candidate]) => candidate);
  }

  /** How many keys of each kind had more petitions than are looked through. */
  largeBlocks(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#large].map(([kind, blocks]) => [KINDS[kind] ?? '', blocks.size]));
  }

  #score(key: number, scores: Map<number, number>): void {
    const { order, place, begin } = (this.#sorted ??= this.#sort());
    const at = place[key] ?? 0;
    const first = begin[at] ?? at;
    const kind = this.#kinds[key] ?? 0;
    const isLarge = at - first > KEY_LIMITS[KINDS[kind] ?? 'text'];
    if (isLarge) this.#noteLarge(kind, first);
    const worth = 1 / (at - first + 1);
    for (let before = isLarge ? at - NEWEST_OF_LARGE : first; before < at; before += 1) {
      const candidate = this.#owners[order[before] ?? 0] ?? 0;
      scores.set(candidate, (scores.get(candidate) ?? 0) + worth);
    }
  }

  /** Keys that are equal side by side, those of earlier petitions first. */
  #sort(): Sorted {
    const hashes = this.#hashes;
    const order = Uint32Array.from({ length: this.#size }, (_none, at) => at).toSorted(
      (one, other) => (hashes[one] ?? 0) - (hashes[other] ?? 0) || one - other,
    );
    const place = new Uint32Array(this.#size);
    const begin = new Uint32Array(this.#size);
    for (const [at, key] of order.entries()) {
      place[key] = at;
      const isSame = at > 0 && hashes[order[at - 1] ?? 0] === hashes[key];
      begin[at] = isSame ? (begin[at - 1] ?? 0) : at;
    }
    return { order, place, begin };
  }

  #noteLarge(kind: number, block: number): void {
    const known = this.#large.get(kind);
    if (known === undefined) this.#large.set(kind, new Set([block]));
    else known.add(block);
  }

  #grow(): void {
    const length = 2 * this.#size;
    const [hashes, kinds, owners] = [
      new Float64Array(length),
      new Uint8Array(length),
      new Uint32Array(length),
    ];
    hashes.set(this.#hashes);
    kinds.set(this.#kinds);
    owners.set(this.#owners);
    [this.#hashes, this.#kinds, this.#owners] = [hashes, kinds, owners];
  }
}

interface Sorted {
  /** Keys by their hash, then as they were added. */
  readonly order: Uint32Array;
  /** Where each key stands in `order`. */
  readonly place: Uint32Array;
  /** Where the block of each place begins. */
  readonly begin: Uint32Array;
}

/** As many bits as a number holds exactly. */
function hash53(key: string): number {
  return hash32(key) * 0x200000 + (hash32(`${key}#`) & 0x1fffff);
}
