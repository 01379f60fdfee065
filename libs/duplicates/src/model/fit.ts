import type { Levels } from '../compare/levels';
import { Layout, type Shape } from './layout';
import type { Additive } from './model';

export interface FitOptions {
  readonly rounds: number;
  /** Pull of every weight towards zero, in pairs. */
  readonly ridge: number;
  readonly rate: number;
  /** How dear a mistake about a pair is, by its position; 1 when not given. */
  readonly costs?: Float32Array;
}

const DEFAULTS: FitOptions = { rounds: 12, ridge: 2e-5, rate: 0.15 };

/**
 * Logistic regression over levels by AdaGrad. Deterministic: the order of the pairs is shuffled by a fixed sequence, so
 * that the same labels make the same weights everywhere.
 */
export function fitModel(
  shape: Shape,
  pairs: readonly Levels[],
  answers: Uint8Array,
  options: Partial<FitOptions> = {},
): Additive {
  const settings = { ...DEFAULTS, ...options };
  const layout = new Layout(shape);
  const touched = layout.touched;
  const positions = new Uint16Array(pairs.length * touched);
  pairs.forEach((levels, at) => layout.write(levels, positions, at * touched));
  const descent = new Descent(layout.size, touched, settings);
  const order = Uint32Array.from(pairs.keys());
  const sequence = new Sequence();
  for (let round = 0; round < settings.rounds; round += 1) {
    sequence.shuffle(order);
    for (const at of order)
      descent.step(positions, at * touched, answers[at] ?? 0, settings.costs?.[at] ?? 1);
  }
  return layout.additive(descent.weights);
}

class Descent {
  readonly weights: Float64Array;
  readonly #squares: Float64Array;

  constructor(
    size: number,
    private readonly touched: number,
    private readonly settings: FitOptions,
  ) {
    this.weights = new Float64Array(size);
    this.#squares = new Float64Array(size).fill(1e-6);
  }

  step(positions: Uint16Array, from: number, answer: number, cost: number): void {
    let sum = 0;
    for (let at = from; at < from + this.touched; at += 1) sum += this.weights[positions[at] ?? 0] ?? 0;
    const error = cost * (1 / (1 + Math.exp(-sum)) - answer);
    for (let at = from; at < from + this.touched; at += 1) this.#move(positions[at] ?? 0, error);
  }

  #move(position: number, error: number): void {
    const weight = this.weights[position] ?? 0;
    const slope = error + this.settings.ridge * weight;
    const squares = (this.#squares[position] ?? 0) + slope * slope;
    this.#squares[position] = squares;
    this.weights[position] = weight - (this.settings.rate * slope) / Math.sqrt(squares);
  }
}

/** A fixed sequence of numbers that look random (linear congruential): no randomness, the same order every time. */
class Sequence {
  #state = 12345;

  shuffle(order: Uint32Array): void {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(this.#next() * (at + 1));
      const moved = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = moved;
    }
  }

  #next(): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) & 0x7fffffff;
    return this.#state / 0x80000000;
  }
}
