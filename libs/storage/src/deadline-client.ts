import { Client } from 'pg';

/** What node-postgres says when an answer did not come within `query_timeout`. */
const NO_ANSWER = 'Query read timeout';

type Querying = (...args: readonly unknown[]) => unknown;

/**
 * A client of a pool whose connection ends with the first answer that does not come. node-postgres gives up the query and
 * keeps the connection, on which everything else then waits behind it: a network that swallows packets without a word
 * would fill the pool with connections that never answer again, and nobody would be told.
 */
export class DeadlineClient extends Client {
  override query = ((...args: readonly unknown[]): unknown => {
    const asked = (super.query as Querying)(...args);
    if (asked instanceof Promise) void this.#watch(asked);
    return asked;
  }) as Client['query'];

  async #watch(asked: Promise<unknown>): Promise<void> {
    try {
      await asked;
    } catch (err) {
      // Closes the socket at once, since a query is open, and tells the pool not to take it back.
      if (err instanceof Error && err.message === NO_ANSWER) await this.end().catch(() => undefined);
    }
  }
}
