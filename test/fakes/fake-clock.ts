import type { Clock } from '@kntc/domain';
import { NOW } from '../builders/dates';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Turns of the event loop after which everything that needs no time has happened. */
const QUIET_TURNS = 12;

/** Lets promises and immediates run until the code under test waits for time or for the test. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < QUIET_TURNS; turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Virtual time: sleeping takes no time, and the test says when it is over. */
export class FakeClock implements Clock {
  #elapsedMs = 0;
  #sleepers: Sleeper[] = [];

  constructor(private readonly startedAt: Date = NOW) {}

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  now(): Date {
    return new Date(this.startedAt.getTime() + this.#elapsedMs);
  }

  turn(): Promise<void> {
    return Promise.resolve();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        atMs: this.#elapsedMs + Math.max(0, ms),
        wake: () => {
          this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });
  }

  /** Who is asleep, by how long still. */
  get sleepingMs(): readonly number[] {
    return this.#sleepers.map((one) => one.atMs - this.#elapsedMs).toSorted((a, b) => a - b);
  }

  /** Time that passes while the process is frozen: nobody wakes on the way. */
  freeze(ms: number): void {
    this.#elapsedMs += ms;
  }

  /** Lets time pass; whoever wakes on the way acts at its own moment. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsedMs + ms;
    await settled();
    for (let next = this.#firstBefore(end); next !== undefined; next = this.#firstBefore(end)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      next.wake();
      await settled();
    }
    this.#elapsedMs = end;
  }

  /** Time passes from sleeper to sleeper until the condition holds; fails when it never does within `withinMs`. */
  async until(holds: () => boolean, withinMs = 3_600_000): Promise<void> {
    const end = this.#elapsedMs + withinMs;
    await settled();
    while (!holds()) {
      const next = this.#firstBefore(end);
      if (next === undefined) throw new Error(`did not happen within ${withinMs} virtual milliseconds`);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      next.wake();
      await settled();
    }
  }

  #firstBefore(end: number): Sleeper | undefined {
    return this.#sleepers.filter((one) => one.atMs <= end).toSorted((a, b) => a.atMs - b.atMs)[0];
  }
}
