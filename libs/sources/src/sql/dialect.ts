import type { SourceRights } from './rights';

/** A row as the server printed it: text, bytes or nothing, in the order of {@link SqlResult.columns}. */
export type SqlValue = string | Uint8Array | null;

export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** Types of the columns, where the protocol tells them. */
  readonly types?: readonly TypeInfo[];
}

/** What an ordering column can do. */
export type OrderKind =
  /** A point in time: can be infinite, can go back by a duration, has a "now". */
  | 'time'
  /** A number that grows (row version, sequence). */
  | 'number'
  | 'text';

export interface TypeInfo {
  /** As the dialect writes it in a cast. */
  readonly name: string;
  readonly order: OrderKind;
}

/** One side of an ordering: what rows are sorted by, and the place behind which reading goes on. */
export interface OrderPlace {
  /** As {@link SqlDialect.order} wrote it. */
  readonly expression: string;
  /** As {@link SqlDialect.param} wrote it. */
  readonly param: string;
}

/** Statements of one read-only, repeatable transaction: main rows and children belong to the same moment. */
export interface SqlSession {
  query(sql: string, params?: readonly unknown[], about?: string): Promise<SqlResult>;
}

/**
 * What differs between database products; paging, cursors and children are the same for all and live in
 * `sql-connector.ts`. Every failure is a `GatewayError` GW_S101–GW_S104 whose detail holds no value of a record.
 */
/** How high a source stands. */
export interface Ceiling {
  /** As text; undefined: no row has one. */
  readonly at: string | undefined;
  /** No row has one, and it is the present moment. */
  readonly isEmpty: boolean;
}

export interface SqlDialect {
  /** Runs `work` in one read-only snapshot with the time zone of the source file. */
  read<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  quote(column: string): string;
  /** Placeholder of the n-th parameter (from 1) as a value of the type, as {@link order} compares it. */
  param(index: number, type: TypeInfo): string;
  /** `expression` is one of the texts of the n-th parameter. */
  isAnyOf(expression: string, index: number, type: TypeInfo | undefined): string;
  /** `expression`, a text, is one of the n-th parameter, a list as long as it may be; no index can serve it. */
  isOneOf(expression: string, index: number): string;
  asText(expression: string): string;
  /** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
  sha256(text: string): string;
  /** Of the rows of a group: as `rangeDigest` makes it of 32 hexadecimal digits each, in the order of their positions. */
  rangeDigest(position: string, digest: string): string;
  /** What to sort by and to compare with a {@link param}: a total order, in which different texts are never equal. */
  order(expression: string, type: TypeInfo): string;
  /** Text of an ordering expression from which {@link param} makes the same value again, at any time. */
  orderText(expression: string, type: TypeInfo): string;
  /** Rows behind a place in (watermark, key) order, written so that an index over the watermark serves. */
  isAfter(watermark: OrderPlace, key: OrderPlace): string;
  /** Types of SQL expressions over a query. */
  typesOf(session: SqlSession, query: string, expressions: readonly string[]): Promise<readonly TypeInfo[]>;
  /** Highest watermark that now stands at the source, none in the future: a cycle orders up to there. */
  ceiling(session: SqlSession, query: string, watermark: string, type: TypeInfo): Promise<Ceiling>;
  /** SQL for the n-th parameter moved back by `ms`; the parameter itself where time means nothing. */
  back(index: number, type: TypeInfo, ms: number): string;
  limit(rows: number): string;
  /** Unknown column a failed statement pointed at, if the failure says so. */
  unknownName(err: unknown): string | undefined;
  /** What an operator should know about this connection, in Vietnamese; for `sources check`. */
  notes(): readonly string[];
  /** What the account of this connection may do beyond reading views. */
  rights(session: SqlSession): Promise<SourceRights>;
  close(): Promise<void>;
}

/** From the answer of {@link SqlDialect.ceiling}: the text, and 1 where no row has one. */
export function toCeiling([row = []]: readonly (readonly unknown[])[]): Ceiling {
  const [text, isEmpty] = row;
  return { at: typeof text === 'string' ? text : undefined, isEmpty: Number(isEmpty) === 1 };
}
