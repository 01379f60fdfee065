/**
 * Lets a few pieces of work run at once and a few more wait; the rest is turned away at once. Hashing a password takes
 * memory and time, and whoever sends ten thousand of them must not take both from everybody.
 */
export class Turnstile {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** @returns what the work returns, or `busy` when too many wait already */
  async pass<T>(work: () => Promise<T>): Promise<T | 'busy'> {
    if (this.#inside >= this.limits.atOnce) {
      if (this.#waiting.length >= this.limits.waiting) return 'busy';
      // Whoever leaves hands the place over: nobody new comes in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#inside += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside -= 1;
      else next();
    }
  }
}
