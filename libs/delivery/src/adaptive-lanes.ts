import type { Clock } from '@kntc/domain';

/** Answers after which, at the latest, the number of lanes is reconsidered. */
const WINDOW_ANSWERS = 50;
const WINDOW_MS = 1_000;
/** Slower than this times the usual answer, and by at least so much, is a queue that grows at the far side. */
const SLOWER_TIMES = 4;
const SLOWER_BY_MS = 500;
const LESS_WHEN_SLOW = 0.8;
const LESS_IN_TROUBLE = 0.5;
/** A tenth more after each window that went well: from one lane to 128 in about fifty windows. */
const MORE = 0.1;
/** What is usual may become slower in time, by a twentieth for each window. */
const FORGET = 1.05;

/**
 * How many lanes send at once: as many as the far side answers well. Requests it fails, and answers that take several times
 * as long as usual, mean that more at once only makes a queue there; the number is halved or cut by a fifth, at most once in
 * a window, and grows again by a tenth for each window that goes well. It begins at the configured most, which is never
 * exceeded, so that a far side without trouble is never served below it.
 */
export class AdaptiveLanes {
  #limit: number;
  #usualMs = Number.POSITIVE_INFINITY;
  #answers = 0;
  #tookMs = 0;
  #isTroubled = false;
  #sinceMs: number;

  /** @param most lanes at once, as configured */
  constructor(
    private readonly clock: Clock,
    private readonly most: number,
  ) {
    this.#limit = most;
    this.#sinceMs = clock.monotonicMs();
  }

  get lanes(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /** The far side stood by something, or refused it, after so long. */
  noteAnswered(tookMs: number): void {
    this.#answers += 1;
    this.#tookMs += tookMs;
    this.#reconsider();
  }

  /** Nobody knows what became of a request, or the far side asked to slow down. */
  noteTrouble(): void {
    if (!this.#isTroubled) this.#limit = Math.max(1, this.#limit * LESS_IN_TROUBLE);
    this.#isTroubled = true;
    this.#reconsider();
  }

  #reconsider(): void {
    const nowMs = this.clock.monotonicMs();
    const isFull = this.#answers >= WINDOW_ANSWERS;
    if (!isFull && nowMs - this.#sinceMs < WINDOW_MS) return;
    if (this.#answers > 0) this.#adapt(this.#tookMs / this.#answers);
    else if (nowMs - this.#sinceMs < WINDOW_MS) return;
    this.#answers = 0;
    this.#tookMs = 0;
    this.#isTroubled = false;
    this.#sinceMs = nowMs;
  }

  #adapt(meanMs: number): void {
    const isSlow = meanMs > this.#usualMs * SLOWER_TIMES && meanMs > this.#usualMs + SLOWER_BY_MS;
    this.#usualMs = Math.min(this.#usualMs * FORGET, meanMs);
    if (this.#isTroubled) return;
    this.#limit = isSlow
      ? Math.max(1, this.#limit * LESS_WHEN_SLOW)
      : Math.min(this.most, this.#limit + Math.max(1, this.#limit * MORE));
  }
}
