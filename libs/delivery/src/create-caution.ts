/** Look-ups without a hit after which a process believes that its database knows what the far side holds. */
const CLEAN_NEEDED = 32;

/**
 * A gateway that has just started does not trust its own memory: its database may be empty, or older than what was
 * sent. The first creates are looked up by reference before they are sent; one hit, and every create is, until the
 * process ends. Without a hit the extra look-ups cost nothing that lasts.
 */
export class CreateCaution {
  #clean = 0;
  #isAlarmed = false;
  #found = 0;
  #unverifiedSinceMs: number | undefined;

  get mustLookFirst(): boolean {
    return this.#isAlarmed || this.#clean < CLEAN_NEEDED;
  }

  /** The far side does not know the reference, as expected. */
  noteAbsent(): void {
    this.#clean += 1;
  }

  /**
   * Creates were acknowledged and none of them can be looked up: whatever the profile says, the look-ups of this far
   * side find nothing of ours, and what they do not find proves nothing. Since when that is so, on the monotonic clock.
   */
  get inDoubtSinceMs(): number | undefined {
    return this.#found === 0 ? this.#unverifiedSinceMs : undefined;
  }

  /** A look-up found the record that was looked for. */
  noteSeen(): void {
    this.#found += 1;
  }

  /** Acknowledged, and not found. */
  noteUnverified(nowMs: number): void {
    this.#unverifiedSinceMs ??= nowMs;
  }

  /** The far side holds a record of ours that our database knows nothing of. Returns whether this is news. */
  noteFound(): boolean {
    const isNews = !this.#isAlarmed;
    this.#isAlarmed = true;
    return isNews;
  }
}
