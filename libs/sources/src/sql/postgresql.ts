import { Pool, type PoolClient } from 'pg';
import { GatewayError } from '@kntc/domain';
import { guardedSocket, type GuardedTarget } from '@kntc/platform';
import { POSTGRESQL_RIGHTS, rightsOf, type SourceRights } from './rights';
import {
  toCeiling,
  type Ceiling,
  type OrderPlace,
  type SqlDialect,
  type SqlResult,
  type SqlSession,
  type SqlValue,
  type TypeInfo,
} from './dialect';
import { identifierAt, toSourceFailure } from './postgresql-errors';

const MAX_CONNECTIONS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const BYTEA = 17;

/** The extended protocol knows one statement at a time: nothing in a query can end it and begin another one. */
const ONE_STATEMENT = { queryMode: 'extended' } as const;

export interface PostgresqlOptions {
  /** Address with account and password. Never printed. */
  readonly url: string;
  /** The judged place of that address. */
  readonly target: () => GuardedTarget;
  readonly schema?: string | undefined;
  readonly timeZone: string;
  readonly statementTimeoutMs?: number;
}

/**
 * PostgreSQL as a source. Sessions are read-only and give every value as the server prints it (DateStyle ISO, the
 * time zone of the source file), so that dates, numerics and timestamps pass no float and no JavaScript date; only
 * `bytea` comes as bytes.
 */
export class Postgresql implements SqlDialect {
  readonly #pool: Pool;
  readonly #prepared = new WeakSet<PoolClient>();
  readonly #unknownNames = new WeakMap<GatewayError, string>();

  constructor(private readonly options: PostgresqlOptions) {
    const target = options.target();
    this.#pool = new Pool({
      connectionString: options.url,
      // Also where the address has a `host=` among its options, which the driver would follow.
      stream: () => guardedSocket(target),
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // The server stops a statement by itself; this ends one whose answer got lost on the way.
      query_timeout: 2 * (options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS),
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: 'kntc-gateway',
      types: { getTypeParser: parserOf },
    });
    // An idle connection that breaks is replaced at the next read; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  async read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      await this.#run(client, 'begin isolation level repeatable read, read only', [], 'begin');
      const session = { query: this.#run.bind(this, client) };
      const result = await work(session);
      await this.#run(client, 'commit', [], 'commit');
      client.release();
      return result;
    } catch (err) {
      // The state of a connection after a failure is not worth guessing: the next read gets a new one.
      client.release(true);
      throw err;
    }
  }

  quote(column: string): string {
    return `"${column.replaceAll('"', '""')}"`;
  }

  param(index: number, type: TypeInfo): string {
    return `$${index}::${type.name}`;
  }

  isAnyOf(expression: string, index: number, type: TypeInfo | undefined): string {
    return type === undefined
      ? `${this.asText(expression)} = any($${index}::text[])`
      : `(${expression}) = any($${index}::${type.name}[])`;
  }

  isOneOf(expression: string, index: number): string {
    // Of the rows of a list and not of the list itself, which older servers go through for every row.
    return `${expression} in (select unnest($${index}::text[]))`;
  }

  sha256(text: string): string {
    return `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
  }

  rangeDigest(position: string, digest: string): string {
    const order = `${position} collate "C", ${digest} collate "C"`;
    return `encode(sha256(string_agg(decode(${digest}, 'hex'), ''::bytea order by ${order})), 'hex')`;
  }

  asText(expression: string): string {
    return `(${expression})::text`;
  }

  order(expression: string): string {
    return `(${expression})`;
  }

  orderText(expression: string): string {
    return this.asText(expression);
  }

  isAfter(watermark: OrderPlace, key: OrderPlace): string {
    return `(${watermark.expression}, ${key.expression}) > (${watermark.param}, ${key.param})`;
  }

  async typesOf(
    session: SqlSession,
    query: string,
    expressions: readonly string[],
  ): Promise<readonly TypeInfo[]> {
    const list = expressions.map((expression) => `pg_typeof((${expression}))::text`).join(', ');
    // One row, though the query may have none: pg_typeof knows the type of a NULL too.
    const sql = `select ${list} from (select 1) one left join (\n${query}\n) q on false`;
    const { rows } = await session.query(sql, [], 'record.key, record.watermark');
    return (rows[0] ?? []).map((name) => ({ name: castName(String(name)), order: orderOf(String(name)) }));
  }

  async ceiling(session: SqlSession, query: string, watermark: string, type: TypeInfo): Promise<Ceiling> {
    const mark = `(${watermark})`;
    const now = `statement_timestamp()::${type.name}`;
    const [highest, past] =
      type.order === 'time'
        ? // In a condition, not a filter of the aggregate: so an index over the watermark answers with one row.
          [`coalesce(max(${mark}), ${now})`, ` where ${mark} <= ${now}`]
        : [`max(${mark})`, ''];
    const isEmpty = `case when max(${mark}) is null then 1 else 0 end`;
    const sql = `select ${this.asText(highest)}, ${isEmpty} from (\n${query}\n) q${past}`;
    return toCeiling((await session.query(sql, [], 'record.watermark')).rows);
  }

  back(index: number, type: TypeInfo, ms: number): string {
    const param = this.param(index, type);
    return type.order === 'time' && ms > 0
      ? `(${param} - interval '${ms} milliseconds')::${type.name}`
      : param;
  }

  limit(rows: number): string {
    return `limit ${rows}`;
  }

  unknownName(err: unknown): string | undefined {
    return err instanceof GatewayError ? this.#unknownNames.get(err) : undefined;
  }

  notes(): readonly string[] {
    return [];
  }

  async rights(session: SqlSession): Promise<SourceRights> {
    const { rows } = await session.query(POSTGRESQL_RIGHTS, [], 'rights');
    return rightsOf(rows);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<PoolClient> {
    try {
      const client = await this.#pool.connect();
      await this.#prepare(client);
      return client;
    } catch (err) {
      throw toSourceFailure(err, 'connection');
    }
  }

  /** Set by statements, not by start-up options: connection poolers in front of a province's server refuse those. */
  async #prepare(client: PoolClient): Promise<void> {
    if (this.#prepared.has(client)) return;
    const settings: (readonly [string, string])[] = [
      ['default_transaction_read_only', 'on'],
      ['statement_timeout', String(this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS)],
      ['client_encoding', 'UTF8'],
      ['DateStyle', 'ISO'],
      ['TimeZone', this.options.timeZone],
      ['bytea_output', 'hex'],
    ];
    if (this.options.schema !== undefined) settings.push(['search_path', this.quote(this.options.schema)]);
    try {
      for (const [name, value] of settings)
        await client.query('select set_config($1, $2, false)', [name, value]);
    } catch (err) {
      client.release(true);
      throw err;
    }
    this.#prepared.add(client);
  }

  async #run(
    client: PoolClient,
    sql: string,
    params: readonly unknown[] = [],
    about = 'query',
  ): Promise<SqlResult> {
    try {
      const result = await client.query<SqlValue[]>({
        text: sql,
        values: [...params],
        rowMode: 'array',
        ...ONE_STATEMENT,
      });
      return { columns: result.fields.map((field) => field.name), rows: result.rows };
    } catch (err) {
      const failure = toSourceFailure(err, about);
      const name = failure.code === 'GW_S103' ? identifierAt(sql, err) : undefined;
      if (name !== undefined) this.#unknownNames.set(failure, name);
      throw failure;
    }
  }
}

function parserOf(oid: number): (text: string) => SqlValue {
  return oid === BYTEA ? bytesOf : (text) => text;
}

/** `\x…`, as `bytea_output = hex` prints it. */
function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}

/** A cast to `character` alone would cut to one character. */
function castName(name: string): string {
  return name === 'character' ? 'bpchar' : name;
}

function orderOf(name: string): TypeInfo['order'] {
  if (name.startsWith('timestamp') || name === 'date') return 'time';
  return /^(?:smallint|integer|bigint|numeric|real|double precision|xid8|oid)$/.test(name)
    ? 'number'
    : 'text';
}
