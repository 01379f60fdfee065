import type { InMemoryTables } from '../fakes/in-memory-tables';
import type { Database } from './database';
import type { SignOff } from './sign-off';
import type { VirtualTime } from './virtual-time';

/** Until people notice what the witness says, and accept the database that was put back. */
const ACCEPTED_AFTER_MS = 45_000;

/**
 * The gateway's database put back from a backup: a copy from some time ago. What the witness outside remembers stays, so
 * nothing is taken from the copy until people accepted it, and nothing is sent until they signed what the comparison shows.
 */
export class Restore {
  #copy: InMemoryTables['rows'] | undefined;
  #chainOfCopy = 0;
  /** Put back, and not accepted yet. */
  isPending = false;

  constructor(
    private readonly time: VirtualTime,
    private readonly database: Database,
    private readonly signOff: SignOff,
  ) {}

  /** The backup. */
  copy(): void {
    this.#copy = structuredClone(this.database.tables.rows);
    this.#chainOfCopy = this.database.chain.length;
  }

  /** Every process was stopped for it. @param isChecked whether anybody asks the witness */
  putBack(isChecked: boolean): void {
    if (this.#copy === undefined) return;
    const { database, time } = this;
    database.tables.rows = structuredClone(this.#copy);
    database.chain.length = this.#chainOfCopy;
    time.note('the database is put back');
    this.isPending = isChecked;
    if (isChecked) time.after(ACCEPTED_AFTER_MS, 'the database is accepted', () => void this.#accept());
    else database.chain.witnessed = database.chain.length;
  }

  async #accept(): Promise<void> {
    await this.signOff.begin('gateway');
    this.database.chain.witnessed = this.database.chain.length;
    this.isPending = false;
  }
}
