import type { Model } from '../model/model';
import { Scorer } from '../model/scorer';

/** The three questions of a model, ready to be asked. */
export interface PairScorers {
  readonly duplicate: Scorer;
  readonly person: Scorer;
  readonly matter: Scorer;
}

export function scorersOf({ duplicate, person, matter }: Model): PairScorers {
  return {
    duplicate: new Scorer(duplicate),
    person: new Scorer(person),
    matter: new Scorer(matter),
  };
}
