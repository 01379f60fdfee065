import type { WeighedTerms } from '../frequencies';
import type { Terms } from '../text/terms';

export interface Overlap {
  /** Cosine of the two weighed sets. */
  readonly cosine: number;
  /** Share of the weight of the lighter set that the other one holds too. */
  readonly containment: number;
}

const NOTHING: Overlap = { cosine: -1, containment: -1 };

/** How two weighed sets overlap; −1 when one is empty. A term weighs the same in both. */
export function overlap(one: WeighedTerms, other: WeighedTerms): Overlap {
  const [ones, others, weights] = [one.terms, other.terms, one.weights];
  if (ones.length === 0 || others.length === 0) return NOTHING;
  let squares = 0;
  let shared = 0;
  let left = 0;
  let right = 0;
  // The inner loop of everything: indices and numbers only.
  while (left < ones.length && right < others.length) {
    const a = ones[left] ?? 0;
    const b = others[right] ?? 0;
    if (a === b) {
      const weight = weights[left] ?? 0;
      squares += weight * weight;
      shared += weight;
    }
    if (a <= b) left += 1;
    if (b <= a) right += 1;
  }
  return {
    cosine: squares / (one.length * other.length),
    containment: shared / Math.min(one.sum, other.sum),
  };
}

/** Share of the shorter wording that the other has too, estimated from the smallest hashes; −1 when too short. */
export function sameWording(one: Terms, other: Terms): number {
  if (one.length < 4 || other.length < 4) return -1;
  // Only below the largest hash that both sketches reach do both know everything.
  const reach = Math.min(one.at(-1) ?? 0, other.at(-1) ?? 0);
  const shared = countShared(one, other, reach);
  return shared / Math.max(1, Math.min(countTo(one, reach), countTo(other, reach)));
}

function countShared(one: Terms, other: Terms, reach: number): number {
  let left = 0;
  let right = 0;
  let shared = 0;
  while (left < one.length && right < other.length) {
    const a = one[left] ?? 0;
    const b = other[right] ?? 0;
    if (Math.max(a, b) > reach) break;
    if (a === b) shared += 1;
    if (a <= b) left += 1;
    if (b <= a) right += 1;
  }
  return shared;
}

/** How many of sorted terms are at most `reach`. */
function countTo(terms: Terms, reach: number): number {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] ?? 0) <= reach) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Level of a similarity: 1 for the first bound it reaches, one more than there are bounds for none, 0 for −1. */
export function bounded(similarity: number, bounds: readonly number[]): number {
  if (similarity < 0) return 0;
  const at = bounds.findIndex((bound) => similarity >= bound);
  return at < 0 ? bounds.length + 1 : at + 1;
}
