import { GatewayError, type RangeDigest, rangeDigest, positionOf, POSITION_DIGITS } from '@kntc/domain';
import type { DigestAnswer, DigestRange, DigestRow, DigestSide, LookDetail, RangeLook } from '@kntc/domain';
import type { RecordDefinition } from '../definition/source-definition';
import type { SqlDialect, SqlSession, SqlValue, TypeInfo } from './dialect';

/** What is said of a record of which something is said of no row: like nothing that is ever noted. */
const NOTHING_SAID = '0'.repeat(32);
const DIGEST_HEX = 32;
const TEXT: TypeInfo = { name: 'text', order: 'text' };
/** Where the salt and the ranges stand among the parameters. */
const SALT = 1;
const RANGES = 2;

/** Runs some work in one snapshot of the source. */
export type ReadSource = <T>(work: (session: SqlSession) => Promise<T>) => Promise<T>;

export interface DigestedQuery extends Pick<RecordDefinition, 'query' | 'key'> {
  /** SQL: what the source says of a record. */
  readonly digest: string;
  readonly salt: string;
}

/** SQL: the salted hash of what is said of a row, so that nothing else of it leaves the server. */
export function hashOfSaid(dialect: SqlDialect, said: string, saltParam: number): string {
  return `case when ${said} is null then null else ${dialect.sha256(`concat(${dialect.param(saltParam, TEXT)}, ${said})`)} end`;
}

/**
 * The records of a SQL source by the digests it says of them. Its server works ranges out in a pass over the query, for it has
 * no index by position; what travels are the ranges that were asked for.
 */
export class SqlDigestSide implements DigestSide {
  constructor(
    private readonly dialect: SqlDialect,
    private readonly read: ReadSource,
    private readonly asked: DigestedQuery,
  ) {}

  async look(ranges: readonly DigestRange[], detail: LookDetail): Promise<DigestAnswer> {
    try {
      const looks = await this.read(async (session) => {
        const found = new Map<DigestRange, RangeLook>();
        for (const [length, some] of byLength(ranges))
          for (const look of await this.#ofOneLength(session, { length, ranges: some, detail }))
            found.set(look.range, look);
        return found;
      });
      return { kind: 'looks', looks: ranges.flatMap((range) => looks.get(range) ?? []) };
    } catch (err) {
      if (err instanceof GatewayError) return { kind: 'failed', reason: err.code };
      throw err;
    }
  }

  async #ofOneLength(session: SqlSession, { length, ranges, detail }: Asked): Promise<readonly RangeLook[]> {
    const byRange = (rows: readonly Row[], at: number): ReadonlyMap<DigestRange, readonly Row[]> =>
      grouped(rows, (row) => String(row[at]).slice(0, length));
    const within = length === 0 ? '' : ` where ${this.dialect.isOneOf(`left(x.pos, ${length})`, RANGES)}`;
    const from = `from (${this.#records()}) x${within}`;
    if (detail === 'rows') {
      const { rows } = await this.#ask(
        session,
        `select x.id, x.k, x.d, left(x.pos, ${length}) ${from}`,
        ranges,
      );
      const found = byRange(rows, 3);
      return ranges.map((range) => rowsLook(range, found.get(range) ?? []));
    }
    const partLength = Math.min(length + detail.parts, POSITION_DIGITS);
    const part = `left(x.pos, ${partLength})`;
    const sql = `select ${part}, ${this.dialect.asText('count(*)')}, ${this.dialect.rangeDigest('x.pos', 'x.d')} ${from} group by ${part}`;
    const { rows } = await this.#ask(session, sql, ranges);
    const parts = byRange(rows, 0);
    return ranges.map((range) => partsLook(range, (parts.get(range) ?? []).map(partOf)));
  }

  #ask(session: SqlSession, sql: string, ranges: readonly DigestRange[]) {
    // A parameter that no statement names has no type, and that is refused.
    const isAll = ranges.every((range) => range === '');
    return session.query(sql, isAll ? [this.asked.salt] : [this.asked.salt, ranges], 'record.digest');
  }

  /**
   * One row a key: its id, the key, where it lies and its digest, as `sourceDigest` makes it. The limits keep
   * servers from working an expression out anew wherever a later one names it.
   */
  #records(): string {
    const { dialect } = this;
    const { query, key, digest } = this.asked;
    const once = dialect.limit(Number.MAX_SAFE_INTEGER);
    const said = `select ${dialect.asText(key)} as k, ${dialect.asText(digest)} as s from (\n${query}\n) q where (${key}) is not null ${once}`;
    const hashed = hashOfSaid(dialect, 't.s', SALT);
    const perRow = `select ${dialect.sha256('t.k')} as id, t.k as k, ${hashed} as h from (${said}) t ${once}`;
    const both = dialect.sha256('concat(min(r.h), max(r.h))');
    const perKey = `select r.id as id, min(r.k) as k, case when count(r.h) < count(*) then '${NOTHING_SAID}' else left(${both}, ${DIGEST_HEX}) end as d from (${perRow}) r group by r.id ${once}`;
    return `select o.id, o.k, o.d, left(${dialect.sha256('o.id')}, ${POSITION_DIGITS}) as pos from (${perKey}) o`;
  }
}

interface Asked {
  readonly length: number;
  readonly ranges: readonly DigestRange[];
  readonly detail: LookDetail;
}

type Row = readonly SqlValue[];

/** Rows by the range they lie in: of thousands of ranges none goes through all rows. */
function grouped(
  rows: readonly Row[],
  rangeOf: (row: Row) => DigestRange,
): ReadonlyMap<DigestRange, readonly Row[]> {
  const groups = new Map<DigestRange, Row[]>();
  for (const row of rows) {
    const range = rangeOf(row);
    const group = groups.get(range);
    if (group === undefined) groups.set(range, [row]);
    else group.push(row);
  }
  return groups;
}

function byLength(ranges: readonly DigestRange[]): ReadonlyMap<number, readonly DigestRange[]> {
  const groups = new Map<number, DigestRange[]>();
  for (const range of ranges) groups.set(range.length, [...(groups.get(range.length) ?? []), range]);
  return groups;
}

function partOf([range, count, digest]: readonly SqlValue[]): RangeDigest {
  return { range: String(range), count: Number(count), digest: fromHex(String(digest)) };
}

function partsLook(range: DigestRange, parts: readonly RangeDigest[]): RangeLook {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return { range, count, digest: count === 0 ? rangeDigest([]) : undefined, parts, rows: [] };
}

function rowsLook(range: DigestRange, found: readonly (readonly SqlValue[])[]): RangeLook {
  const rows: DigestRow[] = found.map(([id, key, digest]) => ({
    id: String(id),
    reference: String(key),
    digest: fromHex(String(digest)),
  }));
  const placed = rows.map(({ id, digest }) => ({ position: positionOf(id), digest }));
  return { range, count: rows.length, digest: rangeDigest(placed), parts: [], rows };
}

function fromHex(hex: string): string {
  return Buffer.from(hex.slice(0, DIGEST_HEX), 'hex').toString('base64url');
}
