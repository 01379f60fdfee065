/**
 * A value that must not show by accident: identity and free text of petitioners, above all of denouncers
 * (Law on Denunciations art. 8 and 56). It prints as `[sealed]` in JSON, templates and `util.inspect`; the only
 * way to the content is {@link Sealed.open}, which stages call inside the send function, the judge or an audited
 * unmask and nowhere else.
 */
export class Sealed<T> {
  readonly #open: () => T;

  private constructor(
    open: () => T,
    /** Keyed digest of the content: equal content gives an equal digest, and the digest alone reveals nothing. */
    readonly digest: string,
  ) {
    this.#open = open;
  }

  /** Seals a value at hand. */
  static of<T>(value: T, digest: string): Sealed<T> {
    return new Sealed(() => value, digest);
  }

  /** Seals a value that is decrypted only when it is opened. */
  static lazy<T>(open: () => T, digest: string): Sealed<T> {
    return new Sealed(open, digest);
  }

  /** The content. Call only where the content leaves on purpose. */
  open(): T {
    return this.#open();
  }

  toJSON(): string {
    return '[sealed]';
  }

  toString(): string {
    return '[sealed]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[sealed]';
  }
}
