/** Storage as the one who carries out re-syncs sees it. */
export interface ResyncStore {
  /**
   * The oldest running re-sync, for this process alone until `leaseMs` after it last asked; `undefined`: none runs, or another
   * process has it.
   */
  take(process: string, leaseMs: number): Promise<string | undefined>;
  /**
   * Makes the next chosen records due, or has them judged again, in their order and at most `limit` of them; each by itself, on
   * record, under a key of its own, so that a crash in between repeats none. How many it came to; 0: none is left, or a
   * person paused or stopped it. The last one ends it.
   */
  release(id: string, limit: number): Promise<number>;
  /** Notes what came of released records whose newest attempt has ended. How many. */
  settle(limit: number): Promise<number>;
}
