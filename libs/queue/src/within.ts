import type { Clock } from '@kntc/domain';

/**
 * Waits for the work, at most `ms` milliseconds. `false` when it is not done by then: it goes on unobserved, and
 * what it throws later is ignored.
 * @throws what the work throws in time
 */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
  const done = new AbortController();
  try {
    return await Promise.race([work.then(() => true), clock.sleep(ms, done.signal).then(() => false)]);
  } finally {
    done.abort();
  }
}
