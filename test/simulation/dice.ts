/** Randomness from a seed: the same seed throws the same numbers on every machine. */
export class Dice {
  #state: number;

  constructor(seed: number | string) {
    this.#state = typeof seed === 'number' ? seed >>> 0 : hashed(seed);
  }

  /** A fraction in [0, 1). mulberry32: 2^32 states are plenty for a run of some thousand throws. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.next() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  /** Mostly small, sometimes large: how long things take over a network. */
  latencyMs(typicalMs: number): number {
    return Math.max(0, Math.round(typicalMs * -Math.log(1 - this.next())));
  }

  /** Randomness of its own for a part of the world: what one part throws changes nothing for the others. */
  split(name: string): Dice {
    return new Dice(hashed(`${this.#state}|${name}`));
  }
}

function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
