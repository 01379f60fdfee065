import { hash32 } from '../text/terms';
import { KEY_LIMITS, type BlockingKey, type KeyKind } from './blocking-keys';

/** Petitions that are compared with one petition at most, those with the rarest common keys first. */
export const MOST_CANDIDATES = 60;
/** Of a block beyond its limit, so many of the newest are still looked at: a chain of equal texts stays connected. */
const NEWEST_OF_LARGE = 12;

/**
 * Finds who may be a duplicate of whom among petitions in memory. Bounded: a petition costs at most keys × limit, however
 * many petitions are alike. Petitions are added in order; each finds only earlier ones, so that every pair comes once.
 */
export class CandidateIndex {
  readonly #blocks = new Map<number, number[]>();
  readonly #large = new Map<KeyKind, Set<number>>();

  /** Earlier petitions with a common key, best first; then adds this one. @param position rises with each call */
  findAndAdd(position: number, keys: readonly BlockingKey[]): readonly number[] {
    const scores = new Map<number, number>();
    for (const key of keys) {
      const hash = hash53(key);
      const block = this.#blocks.get(hash);
      if (block === undefined) this.#blocks.set(hash, [position]);
      else {
        this.#score(key, hash, block, scores);
        block.push(position);
      }
    }
    return [...scores]
      .toSorted(([one, left], [other, right]) => right - left || one - other)
      .slice(0, MOST_CANDIDATES)
      .map(([candidate]) => candidate);
  }

  /** How many keys of each kind had more petitions than are looked through. */
  largeBlocks(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#large].map(([kind, hashes]) => [kind, hashes.size]));
  }

  #score(key: BlockingKey, hash: number, block: readonly number[], scores: Map<number, number>): void {
    const kind = key.slice(0, key.indexOf('|')) as KeyKind;
    const isLarge = block.length > KEY_LIMITS[kind];
    if (isLarge) this.#noteLarge(kind, hash);
    const looked = isLarge ? block.slice(-NEWEST_OF_LARGE) : block;
    const worth = 1 / (block.length + 1);
    for (const candidate of looked) scores.set(candidate, (scores.get(candidate) ?? 0) + worth);
  }

  #noteLarge(kind: KeyKind, hash: number): void {
    const known = this.#large.get(kind);
    if (known === undefined) this.#large.set(kind, new Set([hash]));
    else known.add(hash);
  }
}

/** As many bits as a number holds exactly. */
function hash53(key: string): number {
  return hash32(key) * 0x200000 + (hash32(`${key}#`) & 0x1fffff);
}
