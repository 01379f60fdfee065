import { createHash } from 'node:crypto';
import type { Dice } from './dice';

interface Event {
  readonly atMs: number;
  /** Decides among events of the same moment. */
  readonly draw: number;
  readonly serial: number;
  readonly what: string;
  readonly happen: () => void;
}

/**
 * Time that passes from event to event. Nothing in a run waits for anything but this heap, so the seed alone decides
 * in which order things happen: among events of one moment a throw of the dice does.
 */
export class VirtualTime {
  #nowMs = 0;
  #serial = 0;
  readonly #heap: Event[] = [];
  readonly #trace = createHash('sha256');
  happened = 0;

  constructor(private readonly dice: Dice) {}

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Fingerprint of everything that has happened, in its order. */
  get traceHash(): string {
    return this.#trace.copy().digest('hex');
  }

  /** Something for the fingerprint that is no event of its own. */
  note(what: string): void {
    this.#trace.update(`${this.#nowMs} ${what}\n`);
  }

  after(ms: number, what: string, happen: () => void): void {
    this.#serial += 1;
    const atMs = this.#nowMs + Math.max(0, ms);
    this.#push({ atMs, draw: this.dice.next(), serial: this.#serial, what, happen });
  }

  /** Resolves when the moment has come. */
  wait(ms: number, what: string): Promise<void> {
    return new Promise((resolve) => this.after(ms, what, resolve));
  }

  /** Lets everything happen up to the moment, or until the condition holds. `false`: nothing is left to happen. */
  async runUntil(endMs: number, isOver: () => boolean = () => false): Promise<boolean> {
    await quiet();
    while (!isOver()) {
      const next = this.#heap[0];
      if (next === undefined) return false;
      if (next.atMs > endMs) {
        this.#nowMs = endMs;
        return true;
      }
      this.#pop();
      this.#nowMs = next.atMs;
      this.happened += 1;
      this.note(next.what);
      next.happen();
      await quiet();
    }
    return true;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    heap.push(event);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap, at, parent)) break;
      swap(heap, at, parent);
      at = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = at * 2 + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && isBefore(heap, left, least)) least = left;
      if (right < heap.length && isBefore(heap, right, least)) least = right;
      if (least === at) return;
      swap(heap, at, least);
      at = least;
    }
  }
}

/** Everything that waits for no event has run: promises only, nothing in a run uses timers or the network. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(heap: readonly Event[], left: number, right: number): boolean {
  const [one, other] = [heap[left], heap[right]];
  if (one === undefined || other === undefined) return false;
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  if (one.draw !== other.draw) return one.draw < other.draw;
  return one.serial < other.serial;
}

function swap(heap: Event[], left: number, right: number): void {
  const [one, other] = [heap[left], heap[right]];
  if (one === undefined || other === undefined) return;
  heap[left] = other;
  heap[right] = one;
}
