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

  get mustLookFirst(): boolean {
    return this.#isAlarmed || this.#clean < CLEAN_NEEDED;
  }

  /** The far side does not know the reference, as expected. */
  noteAbsent(): void {
    this.#clean += 1;
  }

  /** The far side holds a record of ours that our database knows nothing of. Returns whether this is news. */
  noteFound(): boolean {
    const isNews = !this.#isAlarmed;
    this.#isAlarmed = true;
    return isNews;
  }
}
