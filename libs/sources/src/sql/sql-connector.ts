import { GatewayError, type RawRecord, type SourcePage } from '@kntc/domain';
import type {
  Combination,
  Connector,
  ConnectorDependencies,
  SourceDescription,
  ValueCount,
} from '../connector';
import { nearest } from '../definition/problems';
import { RECORD, type ChildDefinition, type SqlSourceDefinition } from '../definition/source-definition';
import { assemble, byKey, inFixedOrder, KEY_COLUMN, keyedRows, sizeOf } from './assemble';
import {
  afterPage,
  beginCycle,
  isQuiet,
  cursorShape,
  readCursor,
  writeCursor,
  type Cursor,
  type Place,
} from './cursor';
import { describeSource } from './describe';
import { mindingFall } from './fall';
import type { SqlDialect, SqlSession } from './dialect';
import { listNews } from './list-news';
import { tooWide, type SourceRights } from './rights';
import { readPlaces, typesOf, type OrderTypes, type PlacesWanted } from './places';

/** Keys whose full rows are fetched at once. */
const CHUNK = 100;
/** Rows of one statement: a hundred records with a thousand children each. */
const MAX_ROWS = 100_000;
/** A page ends early when its rows take this much memory; the cursor goes on behind the last complete chunk. */
const PAGE_BYTES = 32 * 1024 * 1024;
const KEY_BATCH = 5_000;
/** How long a poll that finds nothing believes that the columns are still there. */
const TRUST_COLUMNS_MS = 60_000;

/**
 * Reads any SQL source: pages of keys by (watermark, key), then the rows and children of those keys, all in one
 * snapshot. Two steps, because keys and watermarks sort cheaply whatever hangs on a row, because a key that the
 * query shows twice is then seen whole wherever its rows sort, and because memory stays bounded by chunks.
 */
export class SqlConnector implements Connector {
  readonly #shape: string;
  #types: OrderTypes | undefined;
  #verifiedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly definition: SqlSourceDefinition,
    private readonly dialect: SqlDialect,
    private readonly deps: Pick<ConnectorDependencies, 'clock'>,
  ) {
    this.#shape = cursorShape(definition);
  }

  readChanged(text: string | undefined, limit: number): Promise<SourcePage> {
    return this.#read(async (session, types) => {
      const at = await this.#looked(session, readCursor(text, this.#shape), types);
      if (at === 'quiet') return { records: [], cursor: text ?? '', exhausted: true };
      let cursor = await this.#started(session, at, types);
      const isWentBack = cursor.wentBack;
      const records: RawRecord[] = [];
      let wanted = limit;
      // A phase that ends before the page is full lets the next one begin in the same page.
      for (let full = false; !full && cursor.phase !== 'done';) {
        const places = await this.#places(session, { types, cursor, limit: wanted });
        const fetched = await this.#fetch(session, places, types);
        records.push(...fetched.records);
        full = fetched.read < places.length || places.length === wanted;
        wanted -= fetched.read;
        cursor = afterPage(cursor, places.slice(0, fetched.read), !full);
      }
      if (records.length === 0) await this.#verifyAll(session);
      const exhausted = cursor.phase === 'done';
      return { records, cursor: writeCursor(cursor), exhausted, isWentBack };
    });
  }

  async *keys(): AsyncIterable<readonly string[]> {
    let cursor: Cursor = { shape: this.#shape, phase: 'full' };
    for (let more = true; more;) {
      const wanted = { cursor, limit: KEY_BATCH };
      const places = await this.#read((session, types) => this.#places(session, { ...wanted, types }));
      cursor = { ...cursor, after: places.at(-1) };
      more = places.length === KEY_BATCH;
      const keys = distinctKeys(places);
      if (keys.length > 0) yield keys;
    }
  }

  describe(): Promise<SourceDescription> {
    return describeSource(this.definition, this.dialect);
  }

  valuesOf(collection: string, column: string, limit: number): Promise<readonly ValueCount[]> {
    const value = this.dialect.asText(`q.${this.dialect.quote(column)}`);
    const sql = `select ${value}, ${this.dialect.asText('count(*)')} from (\n${this.#queryOf(collection)}\n) q group by 1 order by count(*) desc, 1 ${this.dialect.limit(limit)}`;
    return this.dialect.read(async (session) => {
      const { rows } = await session.query(sql, [], `${collection}.${column}`);
      return rows.flatMap(([text, count]) =>
        typeof text === 'string' ? [{ text, count: Number(count) }] : [],
      );
    });
  }

  combinationsOf(
    collection: string,
    columns: readonly string[],
    limit: number,
  ): Promise<readonly Combination[]> {
    const { dialect } = this;
    const values = columns.map((column) => dialect.asText(`q.${dialect.quote(column)}`)).join(', ');
    const groups = columns.map((_, index) => index + 1).join(', ');
    const sql = `select ${values}, ${dialect.asText('count(*)')} from (\n${this.#queryOf(collection)}\n) q group by ${groups} order by count(*) desc, ${groups} ${dialect.limit(limit)}`;
    return dialect.read(async (session) => {
      const { rows } = await session.query(sql, [], `${collection}.${columns.join(', ')}`);
      return rows.map((found) => ({
        row: Object.fromEntries(columns.map((column, index) => [column, found[index] ?? null])),
        count: Number(found.at(-1)),
      }));
    });
  }

  keyless(): Promise<number> {
    const { query, key } = this.definition.record;
    const sql = `select count(*) from (\n${query}\n) q where (${key}) is null`;
    return this.dialect.read(async (session) => {
      const { rows } = await session.query(sql, [], 'record.key');
      return Number(rows[0]?.[0] ?? 0);
    });
  }

  sample(limit: number): Promise<readonly RawRecord[]> {
    return this.#read(async (session, types) => {
      const cursor: Cursor = { shape: this.#shape, phase: 'full' };
      const places = await this.#places(session, { types, cursor, limit });
      return (await this.#fetch(session, places, types)).records;
    });
  }

  close(): Promise<void> {
    return this.dialect.close();
  }

  /** Types are asked once; after any failure again, for the failure may be that they changed. */
  async #read<T>(work: (session: SqlSession, types: OrderTypes) => Promise<T>): Promise<T> {
    try {
      return await this.dialect.read(async (session) => {
        if (this.#types === undefined) {
          if (this.definition.connection.viewsOnly) refuseWide(await this.dialect.rights(session));
          this.#types = await typesOf(this.dialect, session, this.definition);
        }
        return work(session, this.#types);
      });
    } catch (err) {
      this.#types = undefined;
      throw err;
    }
  }

  #places(session: SqlSession, wanted: Omit<PlacesWanted, 'record'>): Promise<readonly Place[]> {
    return readPlaces(this.dialect, session, { record: this.definition.record, ...wanted });
  }

  /**
   * One look at the index before a cycle: usually nothing has happened, and then nothing is read. Otherwise the cursor
   * with what the look has seen.
   */
  async #looked(session: SqlSession, cursor: Cursor, types: OrderTypes): Promise<Cursor | 'quiet'> {
    const { record } = this.definition;
    if (cursor.phase !== 'done' || cursor.high === undefined || types.watermark === undefined) return cursor;
    const digest = await listNews(this.dialect, session, { record, types, high: cursor.high });
    if (digest === undefined) return cursor;
    const nowMs = this.deps.clock.now().getTime();
    const listing = { digest, sinceMs: nowMs, untilMs: nowMs };
    const { overlapMs, rescanMs } = record;
    if (!isQuiet(cursor, listing, { hasWatermark: true, rescanMs, overlapMs, nowMs }))
      return { ...cursor, listing };
    if (this.deps.clock.monotonicMs() - this.#verifiedAtMs >= TRUST_COLUMNS_MS)
      await this.#verifyAll(session);
    return 'quiet';
  }

  async #started(session: SqlSession, cursor: Cursor, types: OrderTypes): Promise<Cursor> {
    const { record } = this.definition;
    const { query, watermark, rescanMs } = record;
    const nowMs = this.deps.clock.now().getTime();
    const isNew = cursor.phase === 'done';
    const begun = isNew
      ? beginCycle(cursor, { hasWatermark: watermark !== undefined, rescanMs, nowMs })
      : cursor;
    if (watermark === undefined || types.watermark === undefined) return begun;
    const ceiling = await this.dialect.ceiling(session, query, watermark, types.watermark);
    const ruler = { dialect: this.dialect, session, record, type: types.watermark };
    return mindingFall(ruler, { begun, isNew, ceiling, nowMs });
  }

  /** Records of as many places as fit into a page; at least one chunk, so that reading always goes on. */
  async #fetch(session: SqlSession, places: readonly Place[], types: OrderTypes) {
    const records: RawRecord[] = [];
    const seen = new Set<string>();
    let bytes = 0;
    let read = 0;
    while (read < places.length && bytes < PAGE_BYTES) {
      const chunk = places.slice(read, read + CHUNK);
      const keys = distinctKeys(chunk).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      const fetched = await this.#chunk(session, keys, types);
      records.push(...fetched.records);
      bytes += fetched.bytes;
      read += chunk.length;
    }
    return { records, read };
  }

  async #chunk(session: SqlSession, keys: readonly string[], types: OrderTypes) {
    const { record, children } = this.definition;
    const key = this.dialect.asText(record.key);
    const mainSql = `select q.*, ${key} as ${this.dialect.quote(KEY_COLUMN)} from (\n${record.query}\n) q where ${this.dialect.isAnyOf(record.key, 1, types.key)} ${this.dialect.limit(MAX_ROWS + 1)}`;
    const main = await session.query(mainSql, [keys], 'record.query');
    refuseTooMany(main.rows.length, 'record.query');
    this.#verifyColumns(RECORD, main.columns);
    const mainRows = keyedRows(main);
    let bytes = sizeOf(mainRows);
    const collections = new Map<string, ReturnType<typeof byKey>>();
    for (const child of children) {
      const result = await session.query(this.#childSql(child, types), [keys], `children.${child.name}`);
      refuseTooMany(result.rows.length, `children.${child.name}`);
      this.#verifyColumns(child.name, result.columns);
      const rows = keyedRows(result);
      bytes += sizeOf(rows);
      collections.set(child.name, byKey(child.orderBy === undefined ? inFixedOrder(rows) : rows));
    }
    return { records: assemble(keys, byKey(mainRows), collections), bytes };
  }

  #childSql({ name, query, parent, orderBy }: ChildDefinition, types: OrderTypes): string {
    const column = `c.${this.dialect.quote(parent)}`;
    const condition = this.dialect.isAnyOf(column, 1, types.parents.get(name));
    const order = orderBy === undefined ? '' : ` order by ${orderBy}`;
    return `select c.*, ${this.dialect.asText(column)} as ${this.dialect.quote(KEY_COLUMN)} from (\n${query}\n) c where ${condition}${order} ${this.dialect.limit(MAX_ROWS + 1)}`;
  }

  /** Nothing was read: nothing told whether the columns are still there. */
  async #verifyAll(session: SqlSession): Promise<void> {
    this.#verifiedAtMs = this.deps.clock.monotonicMs();
    for (const collection of [RECORD, ...this.definition.children.map(({ name }) => name)]) {
      const sql = `select q.* from (\n${this.#queryOf(collection)}\n) q ${this.dialect.limit(0)}`;
      this.#verifyColumns(collection, (await session.query(sql, [], collection)).columns);
    }
  }

  /**
   * A column that the map names must be there at every page: `select *` over a renamed column still succeeds, and
   * every case would lose the value without a word.
   */
  #verifyColumns(collection: string, columns: readonly string[]): void {
    for (const reference of this.definition.columns) {
      if (reference.collection !== collection || columns.includes(reference.column)) continue;
      const near = nearest(reference.column, columns);
      const hint = near === undefined ? '' : `; nearest: "${near}"`;
      const where = `${this.definition.file}:${reference.line} ${reference.path}`;
      throw new GatewayError('GW_S103', `${where}: no column "${reference.column}" in ${collection}${hint}`);
    }
  }

  #queryOf(collection: string): string {
    const child = this.definition.children.find(({ name }) => name === collection);
    return child?.query ?? this.definition.record.query;
  }
}

/** @throws GatewayError GW_S102 */
function refuseWide(rights: SourceRights): void {
  const wide = tooWide(rights);
  if (wide.length > 0) throw new GatewayError('GW_S102', `connection.viewsOnly: ${wide.join('; ')}`);
}

/** A condition that was forgotten joins everything with everything. @throws GatewayError GW_S104 */
function refuseTooMany(rows: number, about: string): void {
  if (rows > MAX_ROWS)
    throw new GatewayError('GW_S104', `${about}: more than ${MAX_ROWS} rows for ${CHUNK} records`);
}

function distinctKeys(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(({ key }) => key))];
}
