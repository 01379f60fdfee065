import type { ConnectorDependencies, ValueCount } from '../connector';
import type { SqlDialectName } from '../definition/source-definition';
import type { SqlDialect, SqlSession, SqlValue } from './dialect';
import { openDialect, type SqlPlace } from './open-dialect';
import { tooWide } from './rights';

/** A table or view that the account may read. */
export interface SurveyedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Some rows of a table. They hold what people wrote: looked at in memory, never printed, logged or kept. */
export interface SampledTable extends SurveyedTable {
  /** Rows of the whole table. */
  readonly rows: number;
  /** Texts of the looked-at rows by column; `undefined` where a row says nothing. Binary columns are left out. */
  readonly samples: ReadonlyMap<string, readonly (string | undefined)[]>;
}

const TABLES = `
  select c.table_schema, c.table_name, c.column_name from information_schema.columns c
  where c.table_schema not in ('pg_catalog', 'information_schema', 'mysql', 'performance_schema', 'sys')
  order by c.table_schema, c.table_name, c.ordinal_position`;

const SAMPLED_ROWS = 500;

/** Looks around in a database whose tables nobody has described yet. Reads only. */
export class Survey {
  private constructor(
    readonly dialectName: SqlDialectName,
    private readonly dialect: SqlDialect,
  ) {}

  /** @throws GatewayError GW_S105 when the variable is not set or holds no address of a database this program reads */
  static open(place: Omit<SqlPlace, 'dialect' | 'timeZone'>, deps: ConnectorDependencies): Survey {
    const dialect: SqlDialectName = /^(?:mariadb|mysql):/.test(deps.env[place.urlEnv] ?? '')
      ? 'mariadb'
      : 'postgresql';
    const opened = openDialect({ ...place, dialect, timeZone: 'Asia/Ho_Chi_Minh' }, deps, 'sources init');
    return new Survey(dialect, opened);
  }

  /** All tables and views that may be read, with their columns. */
  async tables(): Promise<readonly SurveyedTable[]> {
    const { rows } = await this.dialect.read((session) => session.query(TABLES, [], 'tables'));
    const found = new Map<string, { schema: string; name: string; columns: string[] }>();
    for (const [schema, name, column] of rows) {
      if (typeof schema !== 'string' || typeof name !== 'string' || typeof column !== 'string') continue;
      const key = JSON.stringify([schema, name]);
      const table = found.get(key) ?? { schema, name, columns: [] };
      table.columns.push(column);
      found.set(key, table);
    }
    return [...found.values()];
  }

  /** The first rows of a table as text. */
  sample(table: SurveyedTable): Promise<SampledTable> {
    const from = this.#nameOf(table);
    return this.dialect.read(async (session) => {
      const counted = await session.query(`select count(*) from ${from}`, [], table.name);
      const sql = `select * from ${from} ${this.dialect.limit(SAMPLED_ROWS)}`;
      const { columns, rows } = await session.query(sql, [], table.name);
      const samples = new Map(
        columns.map((column, index) => [column, rows.map((row) => textOf(row[index]))]),
      );
      return { ...table, rows: Number(counted.rows[0]?.[0] ?? 0), samples };
    });
  }

  /** Those of the columns that hold a value in every row, and never the same one twice. */
  keysAmong(table: SurveyedTable, columns: readonly string[]): Promise<readonly string[]> {
    return this.dialect.read(async (session) => {
      const keys: string[] = [];
      for (const column of columns) if (await this.#isKey(session, table, column)) keys.push(column);
      return keys;
    });
  }

  /** Whether a column holds a moment in every row, so that changes can be found by it. */
  isMoment(table: SurveyedTable, column: string): Promise<boolean> {
    const name = this.dialect.quote(column);
    return this.dialect.read(async (session) => {
      const query = `select ${name} from ${this.#nameOf(table)}`;
      const [type] = await this.dialect.typesOf(session, query, [name]);
      if (type?.order !== 'time') return false;
      const sql = `select count(*), count(${name}) from ${this.#nameOf(table)}`;
      const { rows } = await session.query(sql, [], `${table.name}.${column}`);
      return rows[0]?.[0] === rows[0]?.[1];
    });
  }

  async #isKey(session: SqlSession, table: SurveyedTable, column: string): Promise<boolean> {
    const name = this.dialect.quote(column);
    const sql = `select count(*), count(distinct ${name}) from ${this.#nameOf(table)}`;
    const { rows } = await session.query(sql, [], `${table.name}.${column}`);
    const [all, different] = rows[0] ?? [];
    return all === different && Number(all) > 0;
  }

  /** Different values of a column with their numbers of rows, most frequent first. */
  valuesOf(table: SurveyedTable, column: string, limit: number): Promise<readonly ValueCount[]> {
    const value = this.dialect.asText(this.dialect.quote(column));
    const sql = `select ${value}, count(*) from ${this.#nameOf(table)} group by 1 order by count(*) desc, 1 ${this.dialect.limit(limit)}`;
    return this.dialect.read(async (session) => {
      const { rows } = await session.query(sql, [], `${table.name}.${column}`);
      return rows.flatMap(([text, count]) =>
        typeof text === 'string' ? [{ text, count: Number(count) }] : [],
      );
    });
  }

  /** How a name is written in a query of the source file. */
  written(name: string): string {
    return /^[a-z_][a-z0-9_]*$/.test(name) ? name : this.dialect.quote(name);
  }

  /** What the account may do beyond reading views, in Vietnamese. */
  wideRights(): Promise<readonly string[]> {
    return this.dialect.read(async (session) => tooWide(await this.dialect.rights(session)));
  }

  close(): Promise<void> {
    return this.dialect.close();
  }

  #nameOf({ schema, name }: SurveyedTable): string {
    return `${this.dialect.quote(schema)}.${this.dialect.quote(name)}`;
  }
}

function textOf(value: SqlValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
