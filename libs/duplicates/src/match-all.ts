import { compare, weigh, type Weighed } from './compare/compare';
import type { Levels } from './compare/levels';
import { Frequencies } from './frequencies';
import { blockingKeys } from './keys/blocking-keys';
import { CandidateIndex } from './keys/candidate-index';
import type { UnitTable } from './normalise/unit-table';
import { PackedForms } from './packed-forms';
import type { PetitionToMatch } from './petition';
import { preparePetition } from './prepare';

/** A pair that was compared, by position; the second one came earlier. */
export interface ComparedPair {
  readonly one: number;
  readonly other: number;
  readonly levels: Levels;
}

/** Forms that stay unpacked and weighed: the next petition often meets those the last one met. */
const KEPT = 4_096;

/** A body of petitions, prepared and counted, ready to be matched with itself. Memory follows the petitions, some three kilobytes each. */
export class PetitionBody {
  readonly frequencies = new Frequencies();
  readonly #forms = new PackedForms();
  readonly #index = new CandidateIndex();
  readonly #kept = new Map<number, Weighed>();

  constructor(
    petitions: Iterable<PetitionToMatch>,
    private readonly units: UnitTable,
  ) {
    for (const petition of petitions) this.add(petition);
  }

  /** How many petitions it holds. */
  get size(): number {
    return this.#forms.size;
  }

  /** Adds one more; all of them before anything is {@link compared}, for their words are weighed by how many hold them. */
  add(written: PetitionToMatch): void {
    const petition = preparePetition(written, this.units);
    this.frequencies.add(petition);
    this.#index.add(blockingKeys(petition));
    this.#forms.add(petition);
    this.#kept.clear();
  }

  /** Every candidate pair once, compared. */
  *compared(): Generator<ComparedPair> {
    for (let one = 0; one < this.size; one += 1)
      for (const other of this.#index.earlierThan(one))
        yield { one, other, levels: compare(this.#weighed(one), this.#weighed(other), this.frequencies) };
  }

  /** Kinds of keys under which more petitions met than are looked through, with how many such keys. */
  largeBlocks(): Readonly<Record<string, number>> {
    return this.#index.largeBlocks();
  }

  #weighed(at: number): Weighed {
    const known = this.#kept.get(at);
    if (known !== undefined) return known;
    const weighed = weigh(this.#forms.at(at), this.frequencies);
    this.#kept.set(at, weighed);
    const [oldest] = this.#kept.size > KEPT ? this.#kept.keys() : [];
    if (oldest !== undefined) this.#kept.delete(oldest);
    return weighed;
  }
}
