import { createPool, type FieldPacket, type Pool, type PoolConnection } from 'mysql2/promise';
import { GatewayError } from '@kntc/domain';
import { guardedConnection, type GuardedTarget } from '@kntc/platform';
import {
  toCeiling,
  type Ceiling,
  type OrderPlace,
  type SqlDialect,
  type SqlResult,
  type SqlSession,
  type TypeInfo,
} from './dialect';
import { readMariadbAddress } from './mariadb-address';
import { toSourceFailure, unknownColumn } from './mariadb-errors';
import { fillIn, mark, type LiteralType } from './mariadb-literals';
import { prepareSession } from './mariadb-session';
import { readerOf, typeOf } from './mariadb-values';
import { MARIADB_RIGHTS, rightsOf, type SourceRights } from './rights';
import { changesClocks, zoneOffset } from './zone-offset';

const MAX_CONNECTIONS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;

export interface MariadbOptions {
  /** Address with account and password. Never printed. */
  readonly url: string;
  /** The judged place of that address. */
  readonly target: () => GuardedTarget;
  /** Database, when it is not that of the address. */
  readonly schema?: string | undefined;
  readonly timeZone: string;
  /** Decides which offset the zone has. */
  readonly now: Date;
  readonly statementTimeoutMs?: number;
}

/**
 * MariaDB and MySQL as a source. Every value comes as the server prints it (text protocol, utf8mb4): zero dates,
 * decimals and large integers pass no float and no JavaScript date. `binary` and `blob` come as bytes.
 *
 * InnoDB tables are read in one snapshot. MyISAM has none: rows and children of a page may then be of different
 * moments, as far apart as the page takes. A change in between moves the watermark beyond the ceiling of the cycle,
 * or is caught by `rescan`, and the record is read again.
 */
export class Mariadb implements SqlDialect {
  readonly #pool: Pool;
  readonly #offset: string;
  readonly #timeoutMs: number;
  readonly #prepared = new WeakSet<object>();
  readonly #unknownNames = new WeakMap<GatewayError, string>();

  constructor(private readonly options: MariadbOptions) {
    this.#offset = zoneOffset(options.timeZone, options.now);
    this.#timeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
    const address = readMariadbAddress(options.url);
    const target = options.target();
    this.#pool = createPool({
      ...address,
      stream: () => guardedConnection(target),
      ...(options.schema === undefined ? {} : { database: options.schema }),
      connectionLimit: MAX_CONNECTIONS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      charset: 'utf8mb4',
      // A server must not be able to ask us for a file; and nothing is gained from code made at run time.
      flags: ['-LOCAL_FILES'],
      disableEval: true,
    });
  }

  async read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const connection = await this.#connect();
    try {
      const session = { query: this.#run.bind(this, connection) };
      await session.query('start transaction with consistent snapshot, read only', [], 'begin');
      const result = await work(session);
      await session.query('commit', [], 'commit');
      connection.release();
      return result;
    } catch (err) {
      // The state of a connection after a failure is not worth guessing: the next read gets a new one.
      connection.destroy();
      throw err;
    }
  }

  quote(column: string): string {
    return `\`${column.replaceAll('`', '``')}\``;
  }

  param(index: number, type: TypeInfo): string {
    return mark(index, type.order === 'text' ? 'bytes' : (type.name as LiteralType));
  }

  isAnyOf(expression: string, index: number, type: TypeInfo | undefined): string {
    // Texts are compared as the column collates, so that its index serves: at most too many rows come, never too few.
    return type === undefined
      ? `${this.asText(expression)} in (${mark(index, 'text')})`
      : `(${expression}) in (${mark(index, type.name as LiteralType)})`;
  }

  isOneOf(expression: string, index: number): string {
    return `${expression} in (${mark(index, 'text')})`;
  }

  sha256(text: string): string {
    return `sha2(${text}, 256)`;
  }

  rangeDigest(position: string, digest: string): string {
    return `sha2(group_concat(unhex(${digest}) order by ${position}, ${digest} separator ''), 256)`;
  }

  asText(expression: string): string {
    return `cast((${expression}) as char)`;
  }

  /** Texts are ordered by their bytes: collations call `A` and `a` equal, and one of two equal keys would be skipped. */
  order(expression: string, type: TypeInfo): string {
    return type.order === 'text' ? `cast(${this.asText(expression)} as binary)` : `(${expression})`;
  }

  /**
   * A `timestamp` stands for a moment, which seconds since 1970 name whatever zone and clock it is read with. Of a zero
   * date the server makes 0, or null when it sorts; what is ordered here is never null itself.
   */
  orderText(expression: string, type: TypeInfo): string {
    const isMoment = type.name === 'timestamp';
    return this.asText(isMoment ? `coalesce(unix_timestamp(${expression}), 0)` : expression);
  }

  /** Not `(a, b) > (x, y)`: these servers use no index for that. */
  isAfter(watermark: OrderPlace, key: OrderPlace): string {
    const { expression: a, param: x } = watermark;
    return `(${a} >= ${x} and (${a} > ${x} or ${key.expression} > ${key.param}))`;
  }

  async typesOf(
    session: SqlSession,
    query: string,
    expressions: readonly string[],
  ): Promise<readonly TypeInfo[]> {
    const list = expressions.map((expression) => `(${expression})`).join(', ');
    const sql = `select ${list} from (\n${query}\n) q ${this.limit(0)}`;
    const { types = [] } = await session.query(sql, [], 'record.key, record.watermark');
    // A cast to text would give nothing for bytes that are no text, and the rows would be gone without a word.
    if (types.some(({ name }) => name === 'binary'))
      throw new GatewayError('GW_S104', 'record.key or children.parent is binary: write hex(…) in the query');
    return types;
  }

  async ceiling(session: SqlSession, query: string, watermark: string, type: TypeInfo): Promise<Ceiling> {
    const now = type.name === 'date' ? 'cast(now() as date)' : 'now(6)';
    const [highest, past] =
      type.order === 'time'
        ? [this.orderText(`coalesce(max(${watermark}), ${now})`, type), ` where (${watermark}) <= ${now}`]
        : [this.asText(`max(${watermark})`), ''];
    const isEmpty = `case when max(${watermark}) is null then 1 else 0 end`;
    const sql = `select ${highest}, ${isEmpty} from (\n${query}\n) q${past}`;
    return toCeiling((await session.query(sql, [], 'record.watermark')).rows);
  }

  back(index: number, type: TypeInfo, ms: number): string {
    const param = this.param(index, type);
    if (type.order !== 'time' || ms <= 0) return param;
    // Nothing can be taken off a zero date: the answer is null, and a bound of null would hide every row.
    const earlier = `coalesce(${param} - interval ${ms * 1_000} microsecond, ${param})`;
    return type.name === 'date' ? `cast(${earlier} as date)` : earlier;
  }

  limit(rows: number): string {
    return `limit ${rows}`;
  }

  unknownName(err: unknown): string | undefined {
    return err instanceof GatewayError ? this.#unknownNames.get(err) : undefined;
  }

  notes(): readonly string[] {
    const { timeZone, now } = this.options;
    if (!changesClocks(timeZone, now)) return [];
    return [
      `múi giờ ${timeZone} có đổi giờ theo mùa; MariaDB được đọc với độ lệch cố định ${this.#offset}, cột timestamp của mùa kia lệch một giờ`,
    ];
  }

  async rights(session: SqlSession): Promise<SourceRights> {
    const { rows } = await session.query(MARIADB_RIGHTS, [], 'rights');
    return rightsOf(rows);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<PoolConnection> {
    let connection: PoolConnection | undefined;
    try {
      connection = await this.#pool.getConnection();
      if (!this.#prepared.has(connection.connection)) {
        await prepareSession(connection, { offset: this.#offset, statementTimeoutMs: this.#timeoutMs });
        this.#prepared.add(connection.connection);
      }
      return connection;
    } catch (err) {
      connection?.destroy();
      throw toSourceFailure(err, 'connection');
    }
  }

  async #run(
    connection: PoolConnection,
    sql: string,
    params: readonly unknown[] = [],
    about = 'query',
  ): Promise<SqlResult> {
    try {
      // The server stops a statement by itself; the timeout ends one whose answer got lost on the way.
      const options = { sql: fillIn(sql, params, this.#offset), timeout: 2 * this.#timeoutMs };
      const [rows, fields] = await connection.query({ ...options, rowsAsArray: true, typeCast: false });
      return toResult(rows as unknown as readonly (readonly (Buffer | null)[])[], fields);
    } catch (err) {
      const failure = toSourceFailure(err, about);
      const name = unknownColumn(err);
      if (name !== undefined) this.#unknownNames.set(failure, name);
      throw failure;
    }
  }
}

function toResult(
  rows: readonly (readonly (Buffer | null)[])[],
  fields: readonly FieldPacket[] | undefined,
): SqlResult {
  // Statements that answer no table have no fields, and a header in the place of rows.
  if (fields === undefined) return { columns: [], rows: [] };
  const readers = fields.map(readerOf);
  return {
    columns: fields.map(({ name }) => name),
    rows: rows.map((row) => row.map((bytes, index) => readers[index]?.(bytes) ?? null)),
    types: fields.map(typeOf),
  };
}
