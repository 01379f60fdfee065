import type { NamedThing } from '../facts/named-things';
import { editDistance } from './edit-distance';

/** Level of the feature `things`: things of one kind with the same name, a similar one, or only others. */
export function compareThings(ones: readonly NamedThing[], others: readonly NamedThing[]): number {
  let best = 0;
  for (const one of ones)
    for (const other of others) {
      if (one.kind !== other.kind) continue;
      const level = compareNamed(one.words, other.words);
      if (level === 1) return 1;
      best = best === 0 ? level : Math.min(best, level);
    }
  return best;
}

/** The shorter name may be cut off, or the longer one run on into the sentence. */
function compareNamed(one: readonly string[], other: readonly string[]): number {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter.every((word, at) => word === longer[at])) return 1;
  const shared = shorter.filter((word) => longer.some((candidate) => isSameWord(word, candidate))).length;
  if (shared === shorter.length) return 2;
  const numbers = (words: readonly string[]): string => words.filter((word) => /^\d+$/.test(word)).join();
  return shared / shorter.length >= 0.75 && shorter.length >= 4 && numbers(one) === numbers(other) ? 2 : 3;
}

function isSameWord(one: string, other: string): boolean {
  return one === other || (one.length > 3 && editDistance(one, other, 1) <= 1);
}
