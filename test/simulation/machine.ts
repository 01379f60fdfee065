import type { Clock, Random } from '@kntc/domain';
import { NOW } from '../builders/dates';
import { oftener } from './crash-points';
import type { Dice } from './dice';
import type { FaultPlan } from './faults';
import type { VirtualTime } from './virtual-time';

const TYPICAL_HOP_MS = 3;
const LONGEST_FREEZE_MS = 60_000;

export interface MachineOptions {
  readonly name: string;
  /** How far its wall clock is off. */
  readonly skewMs: number;
}

interface World {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: FaultPlan;
  /** Crash points passed and died at. */
  readonly crashes: Map<string, number>;
}

/**
 * One gateway process. Whatever it asks of the world goes through {@link Machine.hop}: there it may die (then nothing
 * of it ever goes on) or freeze (then it goes on later, with what it knew before). Effects it had on others stay.
 */
export class Machine {
  isDead = false;
  #frozenUntilMs = 0;
  #frozenFromMs = 0;
  readonly #bornAtMs: number;
  readonly #whenDead: (() => void)[] = [];
  readonly clock: Clock;
  readonly random: Random;

  constructor(
    private readonly world: World,
    private readonly options: MachineOptions,
  ) {
    const { time } = world;
    this.#bornAtMs = time.nowMs;
    const dice = world.dice.split(options.name);
    this.random = { next: () => dice.next() };
    this.clock = {
      monotonicMs: () => time.nowMs - this.#bornAtMs,
      now: () => new Date(NOW.getTime() + time.nowMs + options.skewMs),
      sleep: (ms, signal) => this.#sleep(ms, signal),
      turn: () => Promise.resolve(),
    };
  }

  get name(): string {
    return this.options.name;
  }

  get isFrozen(): boolean {
    return this.world.time.nowMs < this.#frozenUntilMs;
  }

  /** When others last heard of it. */
  get lastSeenAtMs(): number {
    return this.isFrozen ? this.#frozenFromMs : this.world.time.nowMs;
  }

  onDeath(then: () => void): void {
    this.#whenDead.push(then);
  }

  /**
   * One call to the world: on the way there and on the way back time passes, and the process may die or freeze. Died
   * on the way back, the work was done and nobody heard of it.
   */
  async hop<T>(point: string, work: () => T | Promise<T>): Promise<T> {
    await this.#pass(point, 'before');
    try {
      return await work();
    } finally {
      await this.#pass(point, 'after');
    }
  }

  /** Lets something happen inside the process when it comes to itself: never, later, or now. */
  wake(then: () => void): void {
    if (this.isDead) return;
    if (!this.isFrozen) return then();
    const { time } = this.world;
    time.after(this.#frozenUntilMs - time.nowMs, `${this.name} thaws`, () => this.wake(then));
  }

  die(point: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.world.time.note(`${this.name} dies at ${point}`);
    this.world.crashes.set(point, (this.world.crashes.get(point) ?? 0) + 1);
    for (const then of this.#whenDead.splice(0)) then();
  }

  freeze(ms: number): void {
    if (!this.isFrozen) this.#frozenFromMs = this.world.time.nowMs;
    this.#frozenUntilMs = Math.max(this.#frozenUntilMs, this.world.time.nowMs + ms);
    this.world.time.note(`${this.name} freezes for ${ms}`);
  }

  #pass(call: string, when: 'before' | 'after'): Promise<void> {
    const { time, dice, faults } = this.world;
    const point = `${call}: ${when}`;
    return new Promise((resolve) => {
      time.after(dice.latencyMs(TYPICAL_HOP_MS), `${this.name} ${point}`, () => {
        if (this.isDead) return;
        if (faults.draw(['crash'], oftener(call)) !== undefined) return this.die(point);
        if (faults.draw(['freeze']) !== undefined) this.freeze(dice.between(100, LONGEST_FREEZE_MS));
        this.wake(resolve);
      });
    });
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      let isOver = false;
      const wake = (): void => {
        if (isOver) return;
        isOver = true;
        signal?.removeEventListener('abort', wake);
        this.wake(resolve);
      };
      signal?.addEventListener('abort', wake);
      this.world.time.after(ms, `${this.name} wakes`, wake);
    });
  }
}

export function sumOf(crashes: ReadonlyMap<string, number>): number {
  return [...crashes.values()].reduce((sum, count) => sum + count, 0);
}
