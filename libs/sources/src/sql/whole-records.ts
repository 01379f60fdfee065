import { GatewayError, type RawRecord, type SaidDigests } from '@kntc/domain';
import { RECORD, type ChildDefinition, type SqlSourceDefinition } from '../definition/source-definition';
import {
  assemble,
  byKey,
  DIGEST_COLUMN,
  inFixedOrder,
  KEY_COLUMN,
  keyedRows,
  saidByKey,
  sizeOf,
} from './assemble';
import type { Place } from './cursor';
import type { SqlDialect, SqlSession } from './dialect';
import type { OrderTypes } from './places';
import { hashOfSaid } from './sql-digest-side';
import { verifyColumns } from './verify-columns';

/** Keys whose full rows are fetched at once. */
const CHUNK = 100;
/** Rows of one statement: a hundred records with a thousand children each. */
const MAX_ROWS = 100_000;
/** A page ends early when its rows take this much memory; the cursor goes on behind the last complete chunk. */
const PAGE_BYTES = 32 * 1024 * 1024;

export interface FetchedRecords {
  readonly records: readonly RawRecord[];
  /** What the source says of each, by key. */
  readonly said: readonly (readonly [string, SaidDigests])[];
  /** Places that were read. */
  readonly read: number;
}

/** Whole records by their keys: the main rows and those of every child, in the snapshot of the session. */
export class WholeRecords {
  constructor(
    private readonly definition: SqlSourceDefinition,
    private readonly dialect: SqlDialect,
    /** What digests are salted with; undefined: none are asked for. */
    private readonly salt: string | undefined,
  ) {}

  /** Records of as many places as fit into a page; at least one chunk, so that reading always goes on. */
  async read(session: SqlSession, places: readonly Place[], types: OrderTypes): Promise<FetchedRecords> {
    const records: RawRecord[] = [];
    const said: (readonly [string, SaidDigests])[] = [];
    const seen = new Set<string>();
    let bytes = 0;
    let read = 0;
    while (read < places.length && bytes < PAGE_BYTES) {
      const chunk = places.slice(read, read + CHUNK);
      const keys = distinctKeys(chunk).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      const fetched = await this.#chunk(session, keys, types);
      records.push(...fetched.records);
      said.push(...fetched.said);
      bytes += fetched.bytes;
      read += chunk.length;
    }
    return { records, said, read };
  }

  async #chunk(session: SqlSession, keys: readonly string[], types: OrderTypes) {
    const { record, children } = this.definition;
    const key = this.dialect.asText(record.key);
    const digest = this.#digestSql();
    const mainSql = `select q.*, ${key} as ${this.dialect.quote(KEY_COLUMN)}${digest} from (\n${record.query}\n) q where ${this.dialect.isAnyOf(record.key, 1, types.key)} ${this.dialect.limit(MAX_ROWS + 1)}`;
    const params = digest === '' ? [keys] : [keys, this.salt];
    const main = await session.query(mainSql, params, 'record.query');
    refuseTooMany(main.rows.length, 'record.query');
    verifyColumns(this.definition, RECORD, main.columns);
    const mainRows = keyedRows(main);
    let bytes = sizeOf(mainRows);
    const collections = new Map<string, ReturnType<typeof byKey>>();
    for (const child of children) {
      const result = await session.query(this.#childSql(child, types), [keys], `children.${child.name}`);
      refuseTooMany(result.rows.length, `children.${child.name}`);
      verifyColumns(this.definition, child.name, result.columns);
      const rows = keyedRows(result);
      bytes += sizeOf(rows);
      collections.set(child.name, byKey(child.orderBy === undefined ? inFixedOrder(rows) : rows));
    }
    const said = digest === '' ? [] : saidByKey(mainRows);
    return { records: assemble(keys, byKey(mainRows), collections), said, bytes };
  }

  /** What the source says of a row, hashed where it stands. */
  #digestSql(): string {
    const { digest } = this.definition.record;
    if (digest === undefined || this.salt === undefined) return '';
    const hash = hashOfSaid(this.dialect, this.dialect.asText(digest), 2);
    return `, ${hash} as ${this.dialect.quote(DIGEST_COLUMN)}`;
  }

  #childSql({ name, query, parent, orderBy }: ChildDefinition, types: OrderTypes): string {
    const column = `c.${this.dialect.quote(parent)}`;
    const condition = this.dialect.isAnyOf(column, 1, types.parents.get(name));
    const order = orderBy === undefined ? '' : ` order by ${orderBy}`;
    return `select c.*, ${this.dialect.asText(column)} as ${this.dialect.quote(KEY_COLUMN)} from (\n${query}\n) c where ${condition}${order} ${this.dialect.limit(MAX_ROWS + 1)}`;
  }
}

/** A condition that was forgotten joins everything with everything. @throws GatewayError GW_S104 */
function refuseTooMany(rows: number, about: string): void {
  if (rows > MAX_ROWS)
    throw new GatewayError('GW_S104', `${about}: more than ${MAX_ROWS} rows for ${CHUNK} records`);
}

export function distinctKeys(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(({ key }) => key))];
}
