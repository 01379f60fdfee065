/** A row as the server printed it: text, bytes or nothing, in the order of {@link SqlResult.columns}. */
export type SqlValue = string | Uint8Array | null;

export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
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

/** Statements of one read-only, repeatable transaction: main rows and children belong to the same moment. */
export interface SqlSession {
  query(sql: string, params?: readonly unknown[], about?: string): Promise<SqlResult>;
}

/**
 * What differs between database products; paging, cursors and children are the same for all and live in
 * `sql-connector.ts`. Every failure is a `GatewayError` GW_S101–GW_S104 whose detail holds no value of a record.
 */
export interface SqlDialect {
  /** Runs `work` in one read-only snapshot with the time zone of the source file. */
  read<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  quote(column: string): string;
  /** Placeholder of the n-th parameter (from 1) as a value of the type. */
  param(index: number, type: TypeInfo): string;
  /** `expression` is one of the texts of the n-th parameter. */
  isAnyOf(expression: string, index: number, type: TypeInfo | undefined): string;
  asText(expression: string): string;
  /** Types of SQL expressions over a query. */
  typesOf(session: SqlSession, query: string, expressions: readonly string[]): Promise<readonly TypeInfo[]>;
  /** Highest watermark that now stands at the source, none in the future, as text: a cycle orders up to there. */
  ceiling(session: SqlSession, query: string, watermark: string, type: TypeInfo): Promise<string | null>;
  /** SQL for the n-th parameter moved back by `ms`; the parameter itself where time means nothing. */
  back(index: number, type: TypeInfo, ms: number): string;
  limit(rows: number): string;
  /** Unknown column a failed statement pointed at, if the failure says so. */
  unknownName(err: unknown): string | undefined;
  close(): Promise<void>;
}
