import { TABLES, type SqlClient } from '../store/insert-rows';
import type { Petition } from '../store/rows';

/** Answers the checker's queries from generated rows as a database that holds them would: for tests without one. */
export function generatedClient(petitions: readonly Petition[]): SqlClient {
  return {
    query: async (text) => {
      const table = /donthu\.(\w+)/.exec(text)?.[1];
      const rowsOf = TABLES.find(([name]) => name === table)?.[1];
      if (rowsOf === undefined) throw new Error(`Unexpected query: ${text}`);
      const rows = petitions.flatMap(rowsOf).map((row) => ({ line: JSON.stringify(asDatabase(row)) }));
      return { rows, rowCount: rows.length };
    },
  };
}

function asDatabase(row: object): Record<string, unknown> {
  const entries = Object.entries(row).map(([column, value]: [string, unknown]) => [
    column,
    value instanceof Buffer ? `\\x${value.toString('hex')}` : value,
  ]);
  const { ngay_thu_ly: accepted } = row as { readonly ngay_thu_ly?: string };
  return {
    ...Object.fromEntries(entries),
    ...(accepted === undefined ? {} : { ngay: accepted.slice(0, 10) }),
  };
}
