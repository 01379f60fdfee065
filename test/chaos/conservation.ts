import { setTimeout as wait } from 'node:timers/promises';
import type { Stack } from './stack';

const EVERY_MS = 250;
/** Records that stand at their source and in no class of the ledger (`ledger_record`, migration 0340). */
const LOST =
  'select count(*)::int as all, count(*) filter (where class is null)::int as lost from ledger_record';

/** The ledger that must add up, asked again and again while things go wrong. */
export class Conservation {
  #looks = 0;
  readonly #broken: string[] = [];
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;

  constructor(private readonly stack: Stack) {
    this.#watching = this.#watch();
  }

  /** Ends the watch. @returns how often it could be asked, and when it did not add up */
  async end(): Promise<{ readonly looks: number; readonly broken: readonly string[] }> {
    this.#stopping.abort();
    await this.#watching;
    await this.#look();
    return { looks: this.#looks, broken: this.#broken };
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#look();
      await wait(EVERY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** A server that is being restarted is asked again. */
  async #look(): Promise<void> {
    try {
      const { rows } = await this.stack.own.query<{ all: number; lost: number }>(LOST);
      const [row] = rows;
      if (row === undefined) return;
      this.#looks += 1;
      if (row.lost > 0)
        this.#broken.push(`look ${this.#looks}: ${row.lost} of ${row.all} records in no class`);
    } catch {
      // Row 6, row 33: there is nobody to ask.
    }
  }
}
