/** Pages that may wait to be stored: one slow commit then does not leave the processor without work. */
const AHEAD = 2;

/**
 * Stores pages one after the other while the next ones are being read and judged: the database and the processor work
 * at the same time, and still nothing of a page is stored before everything of the page before it is. When storing
 * fails, nothing of the pages behind it is stored either.
 */
export class PageOrder {
  /** Keys of the pages that are not stored yet, oldest first. */
  readonly #pending: { readonly keys: ReadonlySet<string>; readonly done: Promise<void> }[] = [];
  #last: Promise<void> = Promise.resolve();

  /** Stores a page as soon as those before it are stored; there must be {@link room}. */
  begin(keys: readonly string[], store: () => Promise<void>): void {
    const done = noted(this.#last.then(store));
    const page = { keys: new Set(keys), done };
    this.#last = done;
    this.#pending.push(page);
    void done.then(
      () => void this.#pending.splice(this.#pending.indexOf(page), 1),
      () => undefined,
    );
  }

  /** One more page may wait. Rejects as storing did; the page that failed and all after it are then read again. */
  async room(): Promise<void> {
    while (this.#pending.length >= AHEAD) await this.#pending[0]?.done;
  }

  /** Everything begun is stored. Rejects as {@link room} does. */
  stored(): Promise<void> {
    return this.#last;
  }

  /** Storing has ended, well or badly. */
  settled(): Promise<void> {
    return this.#last.catch(() => undefined);
  }

  /** Waits while a key of a page is still to be stored: what is known of it would be out of date. */
  async knownIsCurrent(keys: readonly string[]): Promise<void> {
    const page = this.#pending.findLast((one) => keys.some((key) => one.keys.has(key)));
    await page?.done;
  }
}

/** A promise whose failure is looked at later: until then it must not end the process as unhandled. */
export function noted<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
