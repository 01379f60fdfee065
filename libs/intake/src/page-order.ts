/**
 * Stores pages one after the other while the next one is being read and judged: the database and the processor work
 * at the same time, and still nothing of a page is stored before everything of the page before it is.
 */
export class PageOrder {
  #storing: Promise<void> = Promise.resolve();
  #keys: ReadonlySet<string> = new Set();

  /** Begins to store a page; the pages before must be {@link stored}. */
  begin(keys: readonly string[], store: () => Promise<void>): void {
    this.#keys = new Set(keys);
    this.#storing = noted(store());
  }

  /** Everything begun is stored. Rejects as storing did; the page and all after it are then read again. */
  async stored(): Promise<void> {
    await this.#storing;
    this.#keys = new Set();
  }

  /** Storing has ended, well or badly. */
  settled(): Promise<void> {
    return this.#storing.catch(() => undefined);
  }

  /** Waits when a page shows a key that is just being stored: what is known of it would be out of date. */
  async knownIsCurrent(keys: readonly string[]): Promise<void> {
    if (keys.some((key) => this.#keys.has(key))) await this.stored();
  }
}

/** A promise whose failure is looked at later: until then it must not end the process as unhandled. */
export function noted<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
