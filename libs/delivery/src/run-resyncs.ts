import type { ResyncStore } from '@kntc/domain';

/** Records between two looks whether a person stopped it; each is a transaction of its own. */
const AT_ONCE = 20;
const SETTLED_AT_ONCE = 500;
/** For so long a process that died keeps the others from going on with its re-sync. */
const LEASE_MS = 15_000;

/**
 * Carries out re-syncs, one process at a time and one re-sync after the other: makes their records due or has them judged
 * again, and notes what came of those whose newest attempt has ended. Never sends. A crash leaves the rest for the next turn of
 * whoever comes first; what was done is not done twice.
 */
export class RunResyncs {
  constructor(
    private readonly store: ResyncStore,
    /** Names this process. */
    private readonly process: string,
  ) {}

  /** Works until nothing is left to do now, or `signal` fires. Records that were made due, judged again or left with why. */
  async turn(signal: AbortSignal): Promise<number> {
    let handled = 0;
    for (;;) {
      if (signal.aborted) break;
      const id = await this.store.take(this.process, LEASE_MS);
      if (id === undefined) break;
      const count = await this.store.release(id, AT_ONCE);
      handled += count;
      if (count < AT_ONCE) break;
    }
    await this.store.settle(SETTLED_AT_ONCE);
    return handled;
  }
}
