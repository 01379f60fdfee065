import type { RestorationStore, WentBack } from '@kntc/domain';
import { InMemoryRestorations } from '../fakes/in-memory-restorations';
import type { Database } from './database';
import type { Machine } from './machine';
import type { VirtualTime } from './virtual-time';

/** How often people look whether they can sign. */
const LOOK_EVERY_MS = 15_000;

/** Restorations of the gateway, whoever begins them, and the people who sign what the comparison shows. */
export class SignOff {
  readonly #all: InMemoryRestorations;
  /** Begun and signed so far, in this order. */
  readonly ledger: { readonly side: WentBack; readonly begunAtMs: number; signedAtMs?: number }[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly database: Database,
  ) {
    this.#all = new InMemoryRestorations(database.tables);
  }

  get isOpen(): boolean {
    return this.database.tables.restoration.open !== undefined;
  }

  /** `false`: one is open already. */
  async begin(side: WentBack): Promise<boolean> {
    if (!(await this.#all.begin(side))) return false;
    this.time.note(`a restoration of ${side} begins`);
    this.ledger.push({ side, begunAtMs: this.time.nowMs });
    this.#look();
    return true;
  }

  /** The restorations as one process reaches them. */
  storeOf(machine: Machine): RestorationStore {
    const { database } = this;
    const all = this.#all;
    const ask = <T>(name: string, work: () => Promise<T>): Promise<T> =>
      database.statement(machine, `restoration ${name}`, work, false);
    return {
      take: (process, leaseMs) => ask('take', () => all.take(process, leaseMs)),
      uncompared: (id, limit) => ask('uncompared', () => all.uncompared(id, limit)),
      note: (id, found) => ask('note', () => all.note(id, found)),
      sample: (newest, sinceMs) => ask('sample', () => all.sample(newest, sinceMs)),
      begin: (side) => ask('begin', () => this.begin(side)),
    };
  }

  #look(): void {
    this.time.after(LOOK_EVERY_MS, 'people look at the comparison', () => {
      if (this.#all.isReady) this.#sign();
      else this.#look();
    });
  }

  #sign(): void {
    this.#all.signOff();
    this.time.note('two people sign');
    const last = this.ledger.at(-1);
    if (last !== undefined) last.signedAtMs = this.time.nowMs;
  }
}
