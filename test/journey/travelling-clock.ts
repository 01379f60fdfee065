import type { Clock } from '@kntc/domain';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
  timer: NodeJS.Timeout;
}

/**
 * A clock that runs as the machine's does and can be set forward: everybody who sleeps then wakes when his time has
 * come. For journeys that wait for an hour of the day; the database keeps its own time.
 */
export class TravellingClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #aheadMs: number;
  #skippedMs = 0;

  /** @param iso what time it is now */
  constructor(iso: string) {
    this.#aheadMs = Date.parse(iso) - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  monotonicMs(): number {
    return performance.now() + this.#skippedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const wake = (): void => {
        clearTimeout(sleeper.timer);
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { dueMs: this.monotonicMs() + ms, wake, timer: setTimeout(wake, ms) };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  turn(): Promise<void> {
    return new Promise((resolve) => void setImmediate(resolve));
  }

  /** Sets the clock forward. @throws RangeError for a moment that has passed: time does not run backwards here */
  travelTo(iso: string): void {
    const skippedMs = Date.parse(iso) - this.now().getTime();
    if (!(skippedMs >= 0)) throw new RangeError(`${iso} has passed at ${this.now().toISOString()}`);
    this.#aheadMs += skippedMs;
    this.#skippedMs += skippedMs;
    for (const sleeper of this.#sleepers) {
      const leftMs = sleeper.dueMs - this.monotonicMs();
      if (leftMs <= 0) sleeper.wake();
      else {
        clearTimeout(sleeper.timer);
        sleeper.timer = setTimeout(sleeper.wake, leftMs);
      }
    }
  }
}
