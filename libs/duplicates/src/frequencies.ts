import type { Prepared } from './prepare';
import { givenNameOf, surnameOf, type NameForm } from './normalise/name-form';
import { hash32, type Terms } from './text/terms';

/** A set of terms with the weight of each: what is rare weighs more. */
export interface WeighedTerms {
  readonly terms: Terms;
  readonly weights: Float32Array;
  readonly sum: number;
  /** Euclidean length. */
  readonly length: number;
}

/** Fewer petitions than this say nothing about what is rare; as if there were this many. */
const FEWEST = 1000;

/**
 * How often words, facts and names occur in a body of petitions. Counts are of petitions, not of occurrences. Per province:
 * shares of family names differ between them.
 */
export class Frequencies {
  readonly #terms = new Map<number, number>();
  readonly #facts = new Map<string, number>();
  readonly #properNames = new Map<string, number>();
  readonly #fullNames = new Map<number, number>();
  readonly #shortNames = new Map<number, number>();
  #petitions = 0;
  #people = 0;

  /** Counts one more petition. */
  add(petition: Prepared): void {
    this.#petitions += 1;
    for (const term of union(petition.summary, petition.content)) increase(this.#terms, term);
    for (const fact of petition.facts) increase(this.#facts, fact);
    for (const { name } of petition.names) increase(this.#properNames, name);
    for (const { name } of petition.people) {
      this.#people += 1;
      increase(this.#fullNames, fullKey(name));
      increase(this.#shortNames, shortKey(name));
    }
  }

  get petitions(): number {
    return this.#petitions;
  }

  weighed(terms: Terms): WeighedTerms {
    const weights = new Float32Array(terms.length);
    let sum = 0;
    let squares = 0;
    terms.forEach((term, at) => {
      const weight = this.#rarity(this.#terms.get(term));
      weights[at] = weight;
      sum += weight;
      squares += weight * weight;
    });
    return { terms, weights, sum, length: Math.sqrt(squares) };
  }

  /** Natural logarithm of one in how many petitions state the fact. */
  rarityOfFact(fact: string): number {
    return this.#rarity(this.#facts.get(fact));
  }

  rarityOfProperName(name: string): number {
    return this.#rarity(this.#properNames.get(name));
  }

  /** One in how many people bears the name, as far as the petitions counted show. @param isShort family and given name only */
  oneIn(name: NameForm, isShort: boolean): number {
    const count = isShort ? this.#shortNames.get(shortKey(name)) : this.#fullNames.get(fullKey(name));
    return Math.max(this.#people, FEWEST) / Math.max(count ?? 1, 1);
  }

  #rarity(count: number | undefined): number {
    return Math.log(1 + Math.max(this.#petitions, FEWEST) / (1 + (count ?? 0)));
  }
}

function fullKey({ syllables }: NameForm): number {
  return hash32(syllables.join(' '));
}

function shortKey(name: NameForm): number {
  return hash32(`${surnameOf(name)} ${givenNameOf(name)}`);
}

function union(one: Terms, other: Terms): Iterable<number> {
  return other.length === 0 ? one : one.length === 0 ? other : new Set([...one, ...other]);
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
