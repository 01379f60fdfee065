/** A key that is stored for a source. */
export interface StoredKey {
  readonly id: string;
  readonly localKey: string;
  /** Flagged as gone at the source. */
  readonly isGone: boolean;
}

export interface StoredKeys {
  readonly keys: readonly StoredKey[];
  /** Where to go on; `undefined` = there is nothing more. */
  readonly next: string | undefined;
}

/** A pass over all keys of a source that has begun. */
export interface BegunPass {
  /** Database time; records judged later may have come after their key was read and are left alone. Opaque. */
  readonly startedAt: string;
  /** So many missing keys a person has confirmed to be gone. */
  readonly confirmedMissing: number;
}

export type PassOutcome =
  | { readonly kind: 'complete' }
  /** So much is missing that somebody has to look first; nothing was flagged. */
  | { readonly kind: 'suspicious'; readonly missing: number; readonly stood: number };

/** Storage as the key pass sees it: which keys stood at a source, and which are flagged as gone. */
export interface GoneStore {
  /** `undefined` when the last pass of the source is younger than `everyMs` on the database clock. */
  begin(sourceId: string, everyMs: number): Promise<BegunPass | undefined>;
  /** Of the next `limit` records after `afterId`, in id order, the keys of this source judged before the pass began. */
  stood(sourceId: string, startedAt: string, afterId: string, limit: number): Promise<StoredKeys>;
  /** Flags and unflags; a record judged since the pass began keeps what intake said of it. */
  flag(marks: {
    readonly startedAt: string;
    readonly gone: readonly string[];
    readonly back: readonly string[];
  }): Promise<void>;
  /** The next pass is due one period after this one began; a crash before only repeats the pass. */
  finish(sourceId: string, startedAt: string, outcome: PassOutcome): Promise<void>;
}
