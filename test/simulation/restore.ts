import { BothSides } from '@kntc/delivery';
import type { Logger, NationalProfile, RestorationStore } from '@kntc/domain';
import type { InMemoryTables } from '../fakes/in-memory-tables';
import { InMemoryRestorations } from '../fakes/in-memory-restorations';
import type { Database } from './database';
import type { Machine } from './machine';
import type { VirtualTime } from './virtual-time';

/** Until people notice what the witness says, and accept the database that was put back. */
const ACCEPTED_AFTER_MS = 45_000;
/** How often people look whether they can sign. */
const LOOK_EVERY_MS = 15_000;

/**
 * The gateway's database put back from a backup: a copy from some time ago. What the witness outside remembers stays, so
 * nothing is taken from the copy until people accepted it, and nothing is sent until they signed what the comparison shows.
 */
export class Restore {
  #copy: InMemoryTables['rows'] | undefined;
  #chainOfCopy = 0;
  readonly #restorations: InMemoryRestorations;
  happened = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly database: Database,
  ) {
    this.#restorations = new InMemoryRestorations(database.tables);
  }

  /** The backup. */
  copy(): void {
    this.#copy = structuredClone(this.database.tables.rows);
    this.#chainOfCopy = this.database.chain.length;
  }

  /** Every process was stopped for it. @param isChecked whether anybody asks the witness */
  putBack(isChecked: boolean): void {
    if (this.#copy === undefined) return;
    const { database, time } = this;
    this.happened += 1;
    database.tables.rows = structuredClone(this.#copy);
    database.chain.length = this.#chainOfCopy;
    time.note('the database is put back');
    if (isChecked) time.after(ACCEPTED_AFTER_MS, 'the database is accepted', () => void this.#accept());
    else database.chain.witnessed = database.chain.length;
  }

  async #accept(): Promise<void> {
    await this.#restorations.begin('gateway');
    this.database.chain.witnessed = this.database.chain.length;
    this.#look();
  }

  #look(): void {
    this.time.after(LOOK_EVERY_MS, 'people look at the comparison', () => {
      if (this.#restorations.isReady) this.#restorations.signOff();
      else this.#look();
    });
  }

  /** What one process does for it: compares record by record while a sign-off is awaited. */
  sidesOf(machine: Machine, profile: NationalProfile, logger: Logger): BothSides {
    const { clock, name } = machine;
    return new BothSides({
      store: this.#storeOf(machine),
      profile,
      clock,
      logger,
      concurrency: 2,
      process: name,
    });
  }

  #storeOf(machine: Machine): RestorationStore {
    const { database } = this;
    const all = this.#restorations;
    const ask = <T>(name: string, work: () => Promise<T>): Promise<T> =>
      database.statement(machine, `restoration ${name}`, work, false);
    return {
      take: (process, leaseMs) => ask('take', () => all.take(process, leaseMs)),
      uncompared: (id, limit) => ask('uncompared', () => all.uncompared(id, limit)),
      note: (id, found) => ask('note', () => all.note(id, found)),
      sample: (newest, sinceMs) => ask('sample', () => all.sample(newest, sinceMs)),
      begin: (side) => ask('begin', () => all.begin(side)),
    };
  }
}
