import { compare, weigh, type Weighed } from './compare/compare';
import type { Levels } from './compare/levels';
import { Frequencies } from './frequencies';
import { blockingKeys } from './keys/blocking-keys';
import { CandidateIndex } from './keys/candidate-index';
import type { UnitTable } from './normalise/unit-table';
import type { PetitionToMatch } from './petition';
import { preparePetition, type Prepared } from './prepare';

/** A pair that was compared, by position; the second one came earlier. */
export interface ComparedPair {
  readonly one: number;
  readonly other: number;
  readonly levels: Levels;
}

/** A body of petitions, prepared and counted, ready to be matched with itself. */
export class PetitionBody {
  readonly petitions: readonly Prepared[];
  readonly frequencies = new Frequencies();
  readonly #index = new CandidateIndex();
  readonly #weighed: (Weighed | undefined)[] = [];

  constructor(petitions: Iterable<PetitionToMatch>, units: UnitTable) {
    this.petitions = Array.from(petitions, (petition) => preparePetition(petition, units));
    for (const petition of this.petitions) this.frequencies.add(petition);
  }

  /** Every candidate pair once, compared. To be walked through once. */
  *compared(): Generator<ComparedPair> {
    for (const [one, petition] of this.petitions.entries())
      for (const other of this.#index.findAndAdd(one, blockingKeys(petition)))
        yield { one, other, levels: compare(this.#weigh(one), this.#weigh(other), this.frequencies) };
  }

  /** Kinds of keys under which more petitions met than are looked through, with how many such keys. */
  largeBlocks(): Readonly<Record<string, number>> {
    return this.#index.largeBlocks();
  }

  #weigh(at: number): Weighed {
    const known = this.#weighed[at];
    if (known !== undefined) return known;
    const petition = this.petitions[at];
    if (petition === undefined) throw new RangeError(`no petition at ${at}`);
    const weighed = weigh(petition, this.frequencies);
    this.#weighed[at] = weighed;
    return weighed;
  }
}
