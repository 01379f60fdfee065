/**
 * Time as every stage sees it. Nothing below `apps/` calls `Date.now()` or `setTimeout` itself, so that the
 * whole journey can run in virtual time.
 */
export interface Clock {
  /** Milliseconds that only ever grow, from an arbitrary origin. For deadlines and durations. */
  monotonicMs(): number;
  /** Wall-clock instant. For showing and storing, never for ordering or leases. */
  now(): Date;
  /**
   * Resolves after `ms` milliseconds, or at once when the signal is aborted (it never rejects: callers look at
   * their own reason to go on).
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets everything else that is ready run first; takes no time. For long work that must not hold others up. */
  turn(): Promise<void>;
}

/** Source of unpredictable identifiers (attempt correlation, operations). Never used for references. */
export interface Ids {
  /** A random UUID in lower case. */
  uuid(): string;
}

/** Randomness for jitter only; a fraction in [0, 1). */
export interface Random {
  next(): number;
}
