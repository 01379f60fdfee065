import type { Combination, ValueCount } from '../connector';
import type { SqlDialect } from './dialect';

export interface CountedQuery {
  readonly query: string;
  /** Name of the collection, for what is said of a failure. */
  readonly about: string;
}

/** As {@link Connector.valuesOf}. */
export function countValues(
  dialect: SqlDialect,
  { query, about }: CountedQuery,
  column: string,
  limit: number,
): Promise<readonly ValueCount[]> {
  const value = dialect.asText(`q.${dialect.quote(column)}`);
  const sql = `select ${value}, ${dialect.asText('count(*)')} from (\n${query}\n) q group by 1 order by count(*) desc, 1 ${dialect.limit(limit)}`;
  return dialect.read(async (session) => {
    const { rows } = await session.query(sql, [], `${about}.${column}`);
    return rows.flatMap(([text, count]) =>
      typeof text === 'string' ? [{ text, count: Number(count) }] : [],
    );
  });
}

/** As {@link Connector.combinationsOf}. */
export function countCombinations(
  dialect: SqlDialect,
  { query, about }: CountedQuery,
  columns: readonly string[],
  limit: number,
): Promise<readonly Combination[]> {
  const values = columns.map((column) => dialect.asText(`q.${dialect.quote(column)}`)).join(', ');
  const groups = columns.map((_, index) => index + 1).join(', ');
  const sql = `select ${values}, ${dialect.asText('count(*)')} from (\n${query}\n) q group by ${groups} order by count(*) desc, ${groups} ${dialect.limit(limit)}`;
  return dialect.read(async (session) => {
    const { rows } = await session.query(sql, [], `${about}.${columns.join(', ')}`);
    return rows.map((found) => ({
      row: Object.fromEntries(columns.map((column, index) => [column, found[index] ?? null])),
      count: Number(found.at(-1)),
    }));
  });
}

/** As {@link Connector.keyless}. */
export function countKeyless(dialect: SqlDialect, query: string, key: string): Promise<number> {
  const sql = `select count(*) from (\n${query}\n) q where (${key}) is null`;
  return dialect.read(async (session) => {
    const { rows } = await session.query(sql, [], 'record.key');
    return Number(rows[0]?.[0] ?? 0);
  });
}
