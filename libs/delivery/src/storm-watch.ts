import type { Clock, Pause } from '@kntc/domain';

/** So many outcomes in a row that nobody knows, within {@link WINDOW_MS}, are a storm. */
const STORM = 10;
const WINDOW_MS = 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;
/** What our own doubt or fault made unknown says nothing about the far side. */
const NOT_THEIRS: readonly string[] = ['answer-unverified', 'fault'];

/** Whether an outcome that nobody knows says something about the far side. */
export function isTheirs(reason: string): boolean {
  return !NOT_THEIRS.includes(reason);
}

/**
 * Notices that a far side which is there answers nothing of use: every request ends as 5xx, in a time-out or is cut
 * off. Each such outcome is one more record that must be looked up, so the gate shuts; the first answer ends the storm.
 * After a pause one outcome is enough to shut it again, for twice as long, until the far side has answered once.
 */
export class StormWatch {
  #row: number[] = [];
  #pauses = 0;

  constructor(private readonly clock: Clock) {}

  /** The far side stood by something, or refused it: it works. */
  noteAnswered(): void {
    this.#row = [];
    this.#pauses = 0;
  }

  /** What to do after one more outcome that nobody knows; `undefined` = go on. */
  noteUnknown(reason: string): Pause | undefined {
    if (!isTheirs(reason)) return undefined;
    const now = this.clock.monotonicMs();
    this.#row = [...this.#row.filter((atMs) => now - atMs < WINDOW_MS), now];
    if (this.#row.length < (this.#pauses === 0 ? STORM : 1)) return undefined;
    const retryAfterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#pauses);
    this.#row = [];
    this.#pauses += 1;
    return { code: 'GW_N207', retryAfterMs };
  }
}
