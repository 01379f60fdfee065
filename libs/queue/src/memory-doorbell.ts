import type { Doorbell, Logger } from '@kntc/domain';
import { toRingPayload } from './ring-payload';

type OnRing = (lanes: readonly number[]) => void;

/** Connects the memory doorbells of one test: who rings one is heard by whoever answers another. */
export class MemoryLine {
  readonly #answering: OnRing[] = [];

  /** A ring reaches exactly one of those who answer, in turn, as with a real queue; without any it is lost. */
  ring(lanes: readonly number[]): void {
    const next = this.#answering.shift();
    if (!next) return;
    this.#answering.push(next);
    next(lanes);
  }

  join(onRing: OnRing): void {
    this.#answering.push(onRing);
  }

  leave(onRing: OnRing): void {
    const at = this.#answering.indexOf(onRing);
    if (at >= 0) this.#answering.splice(at, 1);
  }
}

/**
 * The in-memory twin, for tests and virtual time: it uses no timer and delivers within the same turn of the event
 * loop. Unlike BullMQ it keeps nothing: what rings before somebody answers is lost, as the port allows.
 */
export function createMemoryDoorbell(line: MemoryLine = new MemoryLine(), logger?: Logger): Doorbell {
  let answering: OnRing | undefined;
  let closed = false;
  return {
    ring: async (lanes) => {
      const payload = toRingPayload(lanes);
      // A turn later, so that nobody comes to rely on being answered inside their own call.
      if (payload && !closed) queueMicrotask(() => line.ring(payload.lanes));
    },
    answer: async (onRing) => {
      if (answering) throw new Error('this doorbell is answered already');
      if (closed) return;
      answering = (lanes) => {
        try {
          onRing(lanes);
        } catch (err) {
          logger?.error({ stage: 'queue', err }, 'answering a ring failed');
        }
      };
      line.join(answering);
    },
    close: async () => {
      closed = true;
      if (answering) line.leave(answering);
    },
  };
}
