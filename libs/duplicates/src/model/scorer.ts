import type { Levels } from '../compare/levels';
import { Layout } from './layout';
import type { Additive } from './model';

/** An additive question made ready to be asked of many pairs. */
export class Scorer {
  readonly #layout: Layout;
  readonly #weights: Float64Array;
  readonly #positions: Uint16Array;

  constructor(question: Additive) {
    this.#layout = Layout.of(question);
    this.#weights = this.#layout.flat(question);
    this.#positions = new Uint16Array(this.#layout.touched);
  }

  /** Log-odds of «yes». */
  score(levels: Levels): number {
    this.#layout.write(levels, this.#positions, 0);
    let sum = 0;
    for (const position of this.#positions) sum += this.#weights[position] ?? 0;
    return sum;
  }
}
