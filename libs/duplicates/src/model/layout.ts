import { FEATURES, levelOf, type FeatureId, type Levels } from '../compare/levels';
import type { Additive, Cross } from './model';

/** What an additive question looks at. */
export interface Shape {
  readonly features: readonly FeatureId[];
  readonly crosses: readonly (readonly [FeatureId, FeatureId])[];
}

const SIZES = new Map<FeatureId, number>(FEATURES.map(({ id, levels }) => [id, levels.length]));

/** Weights of a question in one flat array: position 0 is the bias, then each feature, then each cross. */
export class Layout {
  readonly size: number;
  readonly #features: readonly { readonly id: FeatureId; readonly from: number }[];
  readonly #crosses: readonly { readonly of: readonly [FeatureId, FeatureId]; readonly from: number }[];

  constructor(shape: Shape) {
    let from = 1;
    const place = (size: number): number => {
      const start = from;
      from += size;
      return start;
    };
    this.#features = shape.features.map((id) => ({ id, from: place(sizeOf(id)) }));
    this.#crosses = shape.crosses.map((of) => ({ of, from: place(sizeOf(of[0]) * sizeOf(of[1])) }));
    this.size = from;
  }

  static of({ weights, crosses }: Additive): Layout {
    return new Layout({
      features: Object.keys(weights) as FeatureId[],
      crosses: crosses.map(({ of }) => of),
    });
  }

  /** How many weights a pair touches, the bias included. */
  get touched(): number {
    return 1 + this.#features.length + this.#crosses.length;
  }

  /** Writes the positions of the weights that count for a pair. */
  write(levels: Levels, into: Uint16Array, at: number): void {
    let next = at;
    into[next++] = 0;
    for (const { id, from } of this.#features) into[next++] = from + levelOf(levels, id);
    for (const { of, from } of this.#crosses)
      into[next++] = from + levelOf(levels, of[0]) * sizeOf(of[1]) + levelOf(levels, of[1]);
  }

  flat({ bias, weights, crosses }: Additive): Float64Array {
    const flat = new Float64Array(this.size);
    flat[0] = bias;
    for (const { id, from } of this.#features) flat.set(weights[id] ?? [], from);
    this.#crosses.forEach(({ from }, at) => flat.set(crosses[at]?.weights.flat() ?? [], from));
    return flat;
  }

  /** Rounded to a thousandth, so that the file reads and two machines agree. */
  additive(flat: Float64Array): Additive {
    const slice = (from: number, size: number): readonly number[] =>
      Array.from(flat.slice(from, from + size), (weight) => Math.round(weight * 1000) / 1000);
    const crosses = this.#crosses.map(({ of, from }): Cross => {
      const columns = sizeOf(of[1]);
      return {
        of,
        weights: Array.from({ length: sizeOf(of[0]) }, (_none, row) => slice(from + row * columns, columns)),
      };
    });
    return {
      bias: slice(0, 1)[0] ?? 0,
      weights: Object.fromEntries(this.#features.map(({ id, from }) => [id, slice(from, sizeOf(id))])),
      crosses,
    };
  }
}

function sizeOf(id: FeatureId): number {
  return SIZES.get(id) ?? 0;
}
