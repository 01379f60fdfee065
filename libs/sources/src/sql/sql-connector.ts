import { GatewayError } from '@kntc/domain';
import type { RawRecord, SaidDigests, SourceDigests, SourcePage, SourceRead } from '@kntc/domain';
import type {
  Combination,
  Connector,
  ConnectorDependencies,
  SourceDescription,
  ValueCount,
} from '../connector';
import { RECORD, type SqlSourceDefinition } from '../definition/source-definition';
import {
  afterPage,
  beginCycle,
  isQuiet,
  rescanIsDue,
  cursorShape,
  readCursor,
  writeCursor,
  type Cursor,
  type Place,
} from './cursor';
import { describeSource } from './describe';
import { fallBetween, mindingFall, type Fall } from './fall';
import type { SqlDialect, SqlSession } from './dialect';
import { listNews } from './list-news';
import { SqlDigestSide } from './sql-digest-side';
import { tooWide, type SourceRights } from './rights';
import { countCombinations, countKeyless, countValues } from './value-counts';
import { verifyColumns } from './verify-columns';
import { distinctKeys, WholeRecords } from './whole-records';
import { readPlaces, typesOf, type OrderTypes, type PlacesWanted } from './places';

const KEY_BATCH = 5_000;
/** How long a poll that finds nothing believes that the columns are still there. */
const TRUST_COLUMNS_MS = 60_000;

/**
 * Reads any SQL source: pages of keys by (watermark, key), then the rows and children of those keys, all in one
 * snapshot. Two steps, because keys and watermarks sort cheaply whatever hangs on a row, because a key that the
 * query shows twice is then seen whole wherever its rows sort, and because memory stays bounded by chunks.
 */
export class SqlConnector implements Connector {
  readonly digests: SourceDigests | undefined;
  readonly #shape: string;
  readonly #records: WholeRecords;
  #types: OrderTypes | undefined;
  #verifiedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly definition: SqlSourceDefinition,
    private readonly dialect: SqlDialect,
    private readonly deps: Pick<ConnectorDependencies, 'clock' | 'digestSalt'>,
  ) {
    this.#shape = cursorShape(definition);
    const salt = deps.digestSalt?.(definition.id);
    this.#records = new WholeRecords(definition, dialect, salt);
    this.digests = this.#digestsOf(definition.record.digest, salt);
  }

  readChanged(text: string | undefined, limit: number): Promise<SourcePage> {
    return this.#read(async (session, types) => {
      const at = await this.#looked(session, readCursor(text, this.#shape), types);
      if (at === 'quiet' || at === 'left-to-digests')
        return {
          records: [],
          cursor: text ?? '',
          exhausted: true,
          isLeftToDigests: at === 'left-to-digests',
        };
      let cursor = await this.#started(session, at, types);
      const isWentBack = cursor.wentBack;
      const records: RawRecord[] = [];
      const said = new Map<string, SaidDigests>();
      let wanted = limit;
      // A phase that ends before the page is full lets the next one begin in the same page.
      for (let full = false; !full && cursor.phase !== 'done';) {
        const places = await this.#places(session, { types, cursor, limit: wanted });
        const fetched = await this.#records.read(session, places, types);
        records.push(...fetched.records);
        for (const [key, one] of fetched.said) said.set(key, one);
        full = fetched.read < places.length || places.length === wanted;
        wanted -= fetched.read;
        cursor = afterPage(cursor, places.slice(0, fetched.read), !full);
      }
      if (records.length === 0) await this.#verifyAll(session);
      const exhausted = cursor.phase === 'done';
      const digested = this.digests === undefined ? {} : { said };
      return { records, ...digested, cursor: writeCursor(cursor), exhausted, isWentBack };
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

  #digestsOf(digest: string | undefined, salt: string | undefined): SourceDigests | undefined {
    if (digest === undefined || salt === undefined) return undefined;
    const asked = { ...this.definition.record, digest, salt };
    const read = this.#read.bind(this);
    return {
      side: () => new SqlDigestSide(this.dialect, read, asked),
      read: (keys, cursor) => this.#byKeys(keys, cursor),
      compared: (text) =>
        this.#read(async (session, types) => {
          const cursor = readCursor(text, this.#shape);
          const hasFallen = (await this.#fall(session, cursor, types)) !== 'no';
          return hasFallen ? text : writeCursor({ ...cursor, owesDoubt: undefined });
        }),
      notCompared: (text) => writeCursor({ ...readCursor(text, this.#shape), fullAt: undefined }),
    };
  }

  #byKeys(keys: readonly string[], text: string): Promise<SourceRead> {
    return this.#read(async (session, types) => {
      const cursor = readCursor(text, this.#shape);
      const isInDoubt = cursor.owesDoubt ?? cursor.wentBack ?? cursor.owesWindow !== undefined;
      const hasFallen = (await this.#fall(session, cursor, types)) !== 'no';
      const places = keys.map((key) => ({ key }));
      const { records, said } = await this.#records.read(session, places, types);
      return { records, said: new Map(said), isWentBack: isInDoubt || hasFallen };
    });
  }

  /** From the highest watermark that any look has seen down to what stands now, in the snapshot of the session. */
  async #fall(session: SqlSession, cursor: Cursor, types: OrderTypes): Promise<Fall> {
    const { record } = this.definition;
    const { watermark: type } = types;
    if (record.watermark === undefined || type === undefined) return 'no';
    const { at } = await this.dialect.ceiling(session, record.query, record.watermark, type);
    return fallBetween({ dialect: this.dialect, session, record, type }, cursor.top ?? cursor.high, at);
  }

  describe(): Promise<SourceDescription> {
    return describeSource(this.definition, this.dialect);
  }

  valuesOf(collection: string, column: string, limit: number): Promise<readonly ValueCount[]> {
    return countValues(this.dialect, this.#counted(collection), column, limit);
  }

  combinationsOf(
    collection: string,
    columns: readonly string[],
    limit: number,
  ): Promise<readonly Combination[]> {
    return countCombinations(this.dialect, this.#counted(collection), columns, limit);
  }

  keyless(): Promise<number> {
    const { query, key } = this.definition.record;
    return countKeyless(this.dialect, query, key);
  }

  sample(limit: number): Promise<readonly RawRecord[]> {
    return this.#read(async (session, types) => {
      const cursor: Cursor = { shape: this.#shape, phase: 'full' };
      const places = await this.#places(session, { types, cursor, limit });
      return (await this.#records.read(session, places, types)).records;
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
  async #looked(
    session: SqlSession,
    cursor: Cursor,
    types: OrderTypes,
  ): Promise<Cursor | 'quiet' | 'left-to-digests'> {
    const { record } = this.definition;
    if (cursor.phase !== 'done') return cursor;
    const nowMs = this.deps.clock.now().getTime();
    if (this.#tellsByDigest(cursor, nowMs)) {
      await this.#trustColumns(session);
      return 'left-to-digests';
    }
    if (cursor.high === undefined || types.watermark === undefined) return cursor;
    const digest = await listNews(this.dialect, session, { record, types, high: cursor.high });
    if (digest === undefined) return cursor;
    const listing = { digest, sinceMs: nowMs, untilMs: nowMs };
    const { overlapMs, rescanMs } = record;
    if (!isQuiet(cursor, listing, { hasWatermark: true, rescanMs, overlapMs, nowMs }))
      return { ...cursor, listing };
    await this.#trustColumns(session);
    return 'quiet';
  }

  async #trustColumns(session: SqlSession): Promise<void> {
    if (this.deps.clock.monotonicMs() - this.#verifiedAtMs >= TRUST_COLUMNS_MS)
      await this.#verifyAll(session);
  }

  /** Nothing but the digests tells what changed; without them everything would be read at every turn. */
  #tellsByDigest(cursor: Cursor, nowMs: number): boolean {
    const { watermark, digest, rescanMs } = this.definition.record;
    const isRead = cursor.fullAt !== undefined && !rescanIsDue(cursor, { rescanMs, nowMs });
    return watermark === undefined && digest !== undefined && this.digests !== undefined && isRead;
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

  /** Nothing was read: nothing told whether the columns are still there. */
  async #verifyAll(session: SqlSession): Promise<void> {
    this.#verifiedAtMs = this.deps.clock.monotonicMs();
    for (const collection of [RECORD, ...this.definition.children.map(({ name }) => name)]) {
      const sql = `select q.* from (\n${this.#queryOf(collection)}\n) q ${this.dialect.limit(0)}`;
      verifyColumns(this.definition, collection, (await session.query(sql, [], collection)).columns);
    }
  }

  #counted(collection: string) {
    return { query: this.#queryOf(collection), about: collection };
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
