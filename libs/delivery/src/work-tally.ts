/** What a process did since somebody looked. */
export interface Work {
  /** Requests, look-ups included. */
  readonly asked: number;
  /** Records that were finished. */
  readonly done: number;
  /** Accounts for which the far side stood by something or refused it. */
  readonly answered: ReadonlySet<string>;
}

/** Counts what is needed to tell how fast things go, and for whom they go at all. */
export class WorkTally {
  #asked = 0;
  #done = 0;
  #answered = new Set<string>();

  noteAsked(): void {
    this.#asked += 1;
  }

  noteDone(): void {
    this.#done += 1;
  }

  noteAnswered(account: string): void {
    this.#answered.add(account);
  }

  /** The count, which begins anew. */
  take(): Work {
    const work = { asked: this.#asked, done: this.#done, answered: this.#answered };
    this.#asked = 0;
    this.#done = 0;
    this.#answered = new Set();
    return work;
  }
}
