import type { PoolConnection } from 'mysql2/promise';

export interface SessionSettings {
  readonly offset: string;
  readonly statementTimeoutMs: number;
}

/** Enough for every `group_concat` of a case; the server's own limit (1024 on MySQL) cuts without a word. */
const GROUP_CONCAT_BYTES = 16 * 1024 * 1024;

/**
 * Makes a connection read-only, with texts in utf8mb4 whatever character set a column has, zero dates readable and
 * times in a fixed offset. A named zone may not be loaded at the server, and where it moves its clocks one printed
 * time would stand for two moments.
 */
export async function prepareSession(connection: PoolConnection, settings: SessionSettings): Promise<void> {
  const { offset, statementTimeoutMs } = settings;
  // The empty sql_mode reads zero dates and compares with them; it also turns off ANSI_QUOTES.
  const plain = [
    `sql_mode = ''`,
    `time_zone = '${offset}'`,
    `group_concat_max_len = ${GROUP_CONCAT_BYTES}`,
    `sql_select_limit = default`,
  ];
  await connection.query('set names utf8mb4');
  await connection.query(`set ${plain.map((setting) => `session ${setting}`).join(', ')}`);
  await connection.query('set session transaction isolation level repeatable read');
  await connection.query('set session transaction read only');
  await connection.query(await timeoutStatement(connection, statementTimeoutMs));
}

async function timeoutStatement(connection: PoolConnection, ms: number): Promise<string> {
  const [rows] = await connection.query({ sql: 'select version()', rowsAsArray: true });
  const [[version] = []] = rows as unknown as readonly (readonly unknown[])[];
  return /mariadb/i.test(String(version))
    ? `set session max_statement_time = ${ms / 1_000}`
    : `set session max_execution_time = ${ms}`;
}
